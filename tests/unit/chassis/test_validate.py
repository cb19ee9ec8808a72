"""What is refused at the door is said in Chinese, with the bound that counts."""

import re

import pytest

from services.identity.service import Identity
from shared.chassis.schema import Schema, fields, load, validate
from shared.chassis.service import operations
from shared.kernel.errors import Invalid


class Form(Schema):
    """One field of each validator."""

    name = fields.Str(validate=validate.Length(2, 40))
    tags = fields.List(fields.Str(validate=validate.Length(max=3)))
    count = fields.Int(validate=validate.Range(1, 100))
    share = fields.Int(validate=validate.Range(min=0, min_inclusive=False))
    kind = fields.Str(validate=validate.OneOf(["A", "B"]))
    code = fields.Str(validate=validate.Regexp(r"^\d+$"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "张"}, "长度须为 2 至 40 个字（项）。"),
        ({"tags": ["居家养老"]}, "内容太长，最多 3 个字（项）。"),
        ({"tags": [5]}, "格式不正确。"),
        ({"count": 0}, "须不小于 1 且不大于 100。"),
        ({"share": 0}, "须大于 0。"),
        ({"kind": "C"}, "没有这个选项，须为其中之一：A, B。"),
        ({"code": "甲"}, "格式不正确，请按示例填写。"),
    ],
)
def test_a_refusal_says_the_bound_in_chinese(given: dict, said: str):
    with pytest.raises(Invalid) as refused:
        load(Form(), given)
    assert [each["detail"] for each in refused.value.details["errors"]] == [said]


def test_no_refusal_of_a_field_speaks_english():
    takes = {spec.takes for spec in operations(Identity).values() if spec.takes}
    for schema in takes:
        with pytest.raises(Invalid) as refused:
            load(schema(), {name: {} for name in schema().fields} | {"nobody": 1})
        for each in refused.value.details["errors"]:
            assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} ", each["detail"]), each
