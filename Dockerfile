# One image for the gateway, the worker and the command line. Built and started like this by `npm run prod:check`, without
# a container engine; with one it has not been run yet.
# Debian with glibc: Temporal's SDK has no build for musl, so Alpine is out.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY workflows workflows
COPY activities activities
COPY src src
RUN npm run build
# The fake vendors and the demo stay outside.
RUN rm -rf dist/src/simulator dist/src/demo.js dist/src/demo.js.map

FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY scripts/keep-one-platform.mjs scripts/
RUN node scripts/keep-one-platform.mjs

FROM node:22-bookworm-slim
ENV NODE_ENV=production METRICS_PORT=9464
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY knowledge knowledge
# The user `node` of the base image, by number, so that an orchestrator can see that it is not root.
USER 1000:1000
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.METRICS_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The gateway; the worker is `node dist/src/worker.js`, what decrypts for Temporal UI `node dist/src/codec-server.js`, the
# command line `node dist/src/cli.js`. Node is process 1 and
# takes the signals itself.
CMD ["node", "dist/src/server.js"]
