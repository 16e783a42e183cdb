# One image for every stage: the command names the stage.
FROM node:24-slim
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches
COPY packages packages
COPY services services
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --trust-lockfile --prod --no-optional
COPY infra/config infra/config
RUN mkdir -p /var/lib/relais && chown node /var/lib/relais
USER node
# Stripped and compiled once for all starts of a container.
ENV NODE_COMPILE_CACHE=/var/lib/relais/.compile
# Many short-lived objects: a small young generation, and few pools of the allocator, keep memory down at no cost in speed.
ENV NODE_OPTIONS=--max-semi-space-size=16
ENV MALLOC_ARENA_MAX=2
ENTRYPOINT ["node"]
CMD ["services/relais/src/main.ts", "run"]
