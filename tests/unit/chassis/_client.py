"""What a caller may rely on, whichever client it got: one suite for the fake and the real one.

Subclasses give the fixture `asking`: a client of a garden that answers `echo`, does not know
`sell_plot`, has no plot `p-0`, refuses strangers, and of a service `nobody` that is not there.
"""

import pytest

from shared.kernel.errors import (
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    UnknownOperation,
)


class ClientPromises:
    """Answers and refusals by kind."""

    def test_an_answer_has_status_body_version_and_cursors(self, asking):
        answer = asking.call("garden", "echo", {"code": "A-1", "remark": {"a": [1, None]}})
        assert answer == {
            "status": 200, "body": {"code": "A-1", "remark": {"a": [1, None]}}, "version": None,
            "next": None, "previous": None,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("operation", "command", "kind", "code"),
        [
            ("show_plot", {"plot_id": "p-0"}, NotFound, "garden.not_found"),
            ("sell_plot", {}, UnknownOperation, "chassis.unknown_operation"),
            ("echo", {"kode": "A-1"}, Invalid, "input.invalid"),
            ("list_plots", {}, Unauthenticated, "auth.required"),
        ],
    )
    def test_a_refusal_is_raised_as_its_own_kind(self, asking, operation, command, kind, code):
        with pytest.raises(kind) as refused:
            asking.call("garden", operation, command)
        assert (type(refused.value), refused.value.code) == (kind, code)
        assert refused.value.message

    def test_a_service_that_is_not_there_is_named(self, asking):
        with pytest.raises(Unavailable) as refused:
            asking.call("nobody", "echo", {"code": "A-1"})
        assert (refused.value.code, refused.value.details) == (
            "rpc.no_service", {"service": "nobody"},
        )  # fmt: skip

    def test_a_call_that_takes_too_long_ends_with_its_time(self, asking):
        with pytest.raises(Unavailable) as refused:
            asking.call("garden", "nap", {"seconds": 2.0}, timeout=0.2)
        assert refused.value.code == "rpc.timeout"

    def test_a_key_and_a_token_travel_with_the_call(self, asking, token):
        more = {"token": token, "idempotency_key": "k-1"}
        first = asking.call("garden", "claim_plot", {"code": "A-9"}, **more)
        assert first["status"] == 201
        with pytest.raises(Invalid) as refused:
            asking.call("garden", "claim_plot", {"code": "A-9"}, token=token)
        assert refused.value.code == "idempotency.key_required"
