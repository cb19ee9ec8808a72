"""`python -m tests.integration._process serve|relay garden`: a sample as its own process."""

import sys


def main() -> None:
    """Patch first when it is a service, as `jiedao serve` does."""
    kind, name = sys.argv[1:3]
    if kind == "serve":
        import eventlet

        eventlet.monkey_patch()
        from shared.chassis import runner
        from shared.chassis.settings import load_or_exit
        from tests.integration._garden import SERVICES

        runner.find = SERVICES.__getitem__
        runner.serve(name, load_or_exit())
    from shared.chassis import logs, metrics
    from shared.chassis.relay import Relay
    from shared.chassis.settings import load_or_exit

    settings = load_or_exit()
    logs.configure(f"{name}-relay", settings.log_level)
    relay = Relay(settings, name)
    metrics.serve(settings.metrics_host, settings.metrics_port, relay)
    relay.run()


if __name__ == "__main__":
    main()
