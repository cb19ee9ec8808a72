# hadolint ignore=DL3007
FROM localhost/base:bookworm
ENV PATH=/usr/lib/rabbitmq/bin:$PATH HOME=/var/lib/rabbitmq LANG=C.UTF-8 \
    RABBITMQ_CONFIG_FILES=/etc/rabbitmq/conf.d RABBITMQ_PID_FILE=/var/lib/rabbitmq/pid
RUN usermod -u 999 rabbitmq && groupmod -g 999 rabbitmq \
 && rm -rf /var/lib/rabbitmq /var/log/rabbitmq && mkdir -p /var/lib/rabbitmq \
 && chown -R 999:999 /var/lib/rabbitmq
USER 999:999
CMD ["rabbitmq-server"]
