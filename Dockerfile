# Untested in this project's CI.
FROM node:24-slim AS build
WORKDIR /ficha
COPY package.json package-lock.json ./
RUN npm ci
COPY scripts ./scripts
COPY bin ./bin
COPY public ./public
COPY migrations ./migrations
COPY views ./views
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000
WORKDIR /ficha
# Without the sources: the command then takes dist/ as it is.
COPY --from=build /ficha/package.json ./
COPY --from=build /ficha/bin ./bin
COPY --from=build /ficha/node_modules ./node_modules
COPY --from=build --chown=node:node /ficha/dist ./dist
RUN mkdir -m 700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/ficha.js"]
CMD ["serve"]
