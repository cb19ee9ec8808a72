# hadolint ignore=DL3007
FROM localhost/base:bookworm
RUN mkdir /prometheus && chown 65534:65534 /prometheus && ln -s /bin/busybox /usr/local/bin/wget
USER 65534:65534
ENTRYPOINT ["prometheus"]
