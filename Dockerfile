# One image for every stage: the command names the stage. `relais` is the command line.

# What the dependencies follow from, and nothing else: a change of code does not install them anew.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches
COPY packages packages
COPY services services
RUN find packages services -type f ! -name package.json -delete && find packages services -type d -empty -delete

FROM node:24-slim AS dependencies
WORKDIR /app
COPY --from=manifests /app ./
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --trust-lockfile --prod --no-optional --filter '@relais/relais...'

FROM node:24-slim
WORKDIR /app
RUN printf '#!/bin/sh\nexec node /app/services/relais/src/main.ts "$@"\n' >/usr/local/bin/relais && chmod +x /usr/local/bin/relais \
    && mkdir -p /var/lib/relais && chown node /var/lib/relais
COPY --from=dependencies /app ./
COPY infra/config infra/config
COPY packages packages
COPY services services
USER node
# The one folder that is written to: the root may be read-only, and what a drop sends does not fill memory.
ENV TMPDIR=/var/lib/relais
# Stripped and compiled once for all starts of a container.
ENV NODE_COMPILE_CACHE=/var/lib/relais/.compile
# Many short-lived objects: a small young generation, and few pools of the allocator, keep memory down at no cost in speed.
ENV NODE_OPTIONS=--max-semi-space-size=16
ENV MALLOC_ARENA_MAX=2
ENTRYPOINT ["node"]
CMD ["services/relais/src/main.ts", "run"]
