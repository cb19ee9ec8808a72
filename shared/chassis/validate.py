"""The validators that schemas use, with Chinese sentences that say what to do."""

import marshmallow.validate as given


class Length(given.Length):
    """Characters of a text, or items of a list."""

    message_min = "内容太短，至少 {min} 个字（项）。"
    message_max = "内容太长，最多 {max} 个字（项）。"
    message_all = "长度须为 {min} 至 {max} 个字（项）。"
    message_equal = "长度须为 {equal} 个字（项）。"


class Range(given.Range):
    """A number between bounds."""

    message_min = "须{min_op} {{min}}。"
    message_max = "须{max_op} {{max}}。"
    message_all = "须{min_op} {{min}} 且{max_op} {{max}}。"
    message_gte, message_gt = "不小于", "大于"
    message_lte, message_lt = "不大于", "小于"


class OneOf(given.OneOf):
    """One of the values that are known."""

    default_message = "没有这个选项，须为其中之一：{choices}。"


class Regexp(given.Regexp):
    """A text of a given form; whoever uses it had better say which."""

    default_message = "格式不正确，请按示例填写。"
