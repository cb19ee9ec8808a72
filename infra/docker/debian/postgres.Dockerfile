# hadolint ignore=DL3007
FROM localhost/base:bookworm
ENV PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/var/lib/postgresql/data
RUN usermod -u 999 postgres && groupmod -g 999 postgres \
 && rm -rf /var/lib/postgresql && mkdir -p "$PGDATA" && chown -R 999:999 /var/lib/postgresql
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint
USER 999:999
ENTRYPOINT ["docker-entrypoint"]
CMD ["postgres"]
