FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src src
COPY flows flows
COPY adapters adapters
RUN npm run build && npm prune --omit=dev --ignore-scripts
# What runs: compiled code where it was compiled to, and beside it the files that are not code (SQL, HTML, CSS, YAML), where their folders are.
RUN mkdir /app \
  && find flows adapters -type f ! -name '*.ts' ! -name '*.tsx' ! -name 'tsconfig*.json' -exec cp --parents -t /app {} + \
  && find .build -type f ! -name '*tsbuildinfo' -exec cp --parents -t /app {} + \
  && cp package.json /app/ \
  && mv node_modules /app/

FROM node:24-bookworm-slim
ENV NODE_ENV=production PARLEY_DATA=/data PARLEY_HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app ./
# The code belongs to root and cannot change itself; only /data is written to.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", ".build/src/main.js"]
