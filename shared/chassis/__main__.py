"""`jiedao`: the operator's command line. `serve` patches the sockets before anything else."""

import sys


def main() -> None:
    """Run one command."""
    if sys.argv[1:2] == ["serve"]:
        import eventlet

        eventlet.monkey_patch()
    from shared.chassis.cli.root import cli

    cli(prog_name="jiedao")


if __name__ == "__main__":
    main()
