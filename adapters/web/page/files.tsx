/** Attachments: pictures are shown, everything else is offered for download; the bytes need the reader's token. */
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchFile, uploadFile } from "./api.ts";
import { ClipIcon, CrossIcon } from "./icons.tsx";
import type { FileFace } from "./wire.ts";
import { word } from "./words.ts";

const addresses = new Map<string, string>();

/** The address of a file's bytes in this tab; `null` while they come, `false` when they do not. */
function useFile(id: string): string | null | false {
  const [address, setAddress] = useState<string | null | false>(addresses.get(id) ?? null);
  useEffect(() => {
    let here = true;
    const known = addresses.get(id);
    setAddress(known ?? null);
    if (known === undefined) {
      fetchFile(id).then(
        (bytes) => {
          const made = addresses.get(id) ?? URL.createObjectURL(bytes);
          addresses.set(id, made);
          if (here) setAddress(made);
        },
        () => here && setAddress(false),
      );
    }
    return () => {
      here = false;
    };
  }, [id]);
  return address;
}

/** A picture with its text. */
export function Picture({ id, alt }: { id: string; alt: string }) {
  const address = useFile(id);
  if (address === false) return <p class="muted">{word("page.picture-failed", { name: alt })}</p>;
  if (address === null)
    return (
      <div class="picture picture-waiting" role="status">
        {word("page.picture-loading")}
      </div>
    );
  return <img class="picture" src={address} alt={alt} />;
}

/** The files of a message. */
export function Files({ files }: { files: readonly FileFace[] }) {
  if (files.length === 0) return null;
  return (
    <div class="files">
      {files.map((file) =>
        file.type.startsWith("image/") && file.type !== "image/svg+xml" ? (
          <Picture key={file.id} id={file.id} alt={file.name} />
        ) : (
          <Download key={file.id} file={file} />
        ),
      )}
    </div>
  );
}

/** Saves bytes under a name. */
export function save(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function Download({ file }: { file: FileFace }) {
  const fetchAndSave = async () => {
    const address = addresses.get(file.id) ?? URL.createObjectURL(await fetchFile(file.id));
    addresses.set(file.id, address);
    save(address, file.name);
  };
  return (
    <button type="button" class="button" onClick={() => void fetchAndSave().catch(() => undefined)}>
      <ClipIcon />
      <bdi>{word("page.download", { name: file.name })}</bdi>
    </button>
  );
}

/** Files that are being attached, in a composer or a form. */
type Attaching = {
  readonly files: readonly FileFace[];
  readonly pending: readonly string[];
  readonly failed: readonly string[];
  readonly tooMany: boolean;
  readonly add: (list: FileList | null) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
};

const uploaded = new Map<string, FileFace>();
/** In which order files were picked: they stay in it, whichever arrives first. */
const turns = new Map<string, number>();
let picks = 0;
const inTurn = (one: FileFace, other: FileFace): number => (turns.get(one.id) ?? 0) - (turns.get(other.id) ?? 0);

/** Files that somebody else has uploaded, to be used in a form of this tab. */
export function knowFiles(files: readonly FileFace[]): void {
  for (const file of files) uploaded.set(file.id, file);
}

/** The files of these ids that this tab knows: it has uploaded them, or was told of them. */
export const uploadedFiles = (ids: readonly string[]): readonly FileFace[] => ids.flatMap((id) => uploaded.get(id) ?? []);

/** Uploads files as they are picked, at most `max`. */
export function useAttaching(max: number, initial: readonly FileFace[] = []): Attaching {
  const [files, setFiles] = useState<readonly FileFace[]>(initial);
  const [pending, setPending] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const add = (list: FileList | null) => {
    const picked = [...(list ?? [])];
    const room = Math.max(0, max - files.length - pending.length);
    setTooMany(picked.length > room);
    setFailed([]);
    for (const file of picked.slice(0, room)) {
      setPending((names) => [...names, file.name]);
      picks += 1;
      const turn = picks;
      uploadFile(file)
        .then((kept) => {
          const face = { ...kept, name: file.name };
          uploaded.set(face.id, face);
          turns.set(face.id, turn);
          setFiles((before) => [...before, face].sort(inTurn));
        })
        .catch(() => setFailed((names) => [...names, file.name]))
        .finally(() => setPending((names) => names.toSpliced(names.indexOf(file.name), 1)));
    }
  };
  const remove = (id: string) => setFiles((before) => before.filter((file) => file.id !== id));
  return { files, pending, failed, tooMany, add, remove, clear: () => setFiles([]) };
}

/** A button that picks files; on a phone it offers the camera. */
export function FilePicker({ id, label, quiet, max, onPick, accept = "image/*,application/pdf" }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        id={id}
        class="file-input"
        type="file"
        accept={accept}
        multiple={max > 1}
        aria-label={label}
        onChange={(event) => {
          onPick(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <label class={quiet ? "button button-quiet file-label" : "button file-label"} for={id} aria-hidden="true">
        <ClipIcon />
        <span class={quiet ? "wide-only" : ""}>{label}</span>
      </label>
    </>
  );
}

type FilePickerProps = {
  readonly id: string;
  readonly label: string;
  readonly quiet: boolean;
  readonly max: number;
  readonly onPick: (files: FileList | null) => void;
  /** Which kinds of files it offers; photos and PDF where nothing else is said. */
  readonly accept?: string;
};

/** What has been picked, what is on its way, what did not work. */
export function Attached({ attaching, max }: { attaching: Attaching; max: number }) {
  const { files, pending, failed, tooMany, remove } = attaching;
  if (files.length + pending.length + failed.length === 0 && !tooMany) return null;
  return (
    <ul class="attached">
      {files.map((file) => (
        <li key={file.id} class="chip">
          {file.type.startsWith("image/") ? <Picture id={file.id} alt="" /> : <ClipIcon />}
          <bdi>{file.name}</bdi>
          <button type="button" class="button button-quiet button-icon" onClick={() => remove(file.id)}>
            <CrossIcon />
            <span class="unseen">{word("page.remove", { name: file.name })}</span>
          </button>
        </li>
      ))}
      {pending.map((name) => (
        <li key={name} class="muted" role="status">
          {word("page.uploading", { name })}
        </li>
      ))}
      {failed.map((name) => (
        <li key={name} class="problem" role="alert">
          {word("page.upload-failed", { name })}
        </li>
      ))}
      {tooMany && (
        <li class="problem" role="alert">
          {word("page.upload-limit", { max })}
        </li>
      )}
    </ul>
  );
}
