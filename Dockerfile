# One image for every service: `docker run sekisho collector`, `detector`, `enforcer`, `migrate`.
# Debian, since the embedded ClickHouse engine has no build for musl.
FROM node:24-bookworm-slim AS installed
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY services services
COPY infra infra
COPY test/package.json test/
RUN npm ci --omit=dev && npm cache clean --force

FROM node:24-bookworm-slim
# What a container is reached by is bound by whoever publishes its port.
ENV NODE_ENV=production HTTP_HOST=0.0.0.0 HTTP_PORT=8080
WORKDIR /app
COPY --from=installed /app .
# All else is root's: a service that is broken into cannot change itself. 1000 is the user node.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/services/standalone/bin/sekisho.js"]
CMD ["--help"]
