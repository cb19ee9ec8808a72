"""Who may be registered as a legal person (社会团体登记管理条例 §10, §12; domain §8.2)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.identifiers import is_credit_code
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class RegistrationRules:
    """Values of the rule pack: the forms, and how many members an association needs."""

    forms: Mapping[str, Mapping[str, Any]]
    individuals: int
    units: int
    mixed: int


def may_be_promoted(organisation: Any, earlier: Iterable[Any]) -> Objection | None:
    """What is filed may ask to be registered, once at a time."""
    if not organisation.is_filed:
        return Objection("incubation.not_filed", "只有已备案的社区社会组织可以申请转为登记。")
    if any(each.is_open for each in earlier):
        return Objection("incubation.already_applied", "该组织已有办理中的登记申请。")
    return None


def may_be_registered(application: Any, rules: RegistrationRules) -> Objection | None:
    """Return the first condition of registration that is not met, or None (SO-04)."""
    return next(_unregistrable(application, rules), None)


def _unregistrable(application: Any, rules: RegistrationRules) -> Iterator[Objection]:
    form = rules.forms[application.form]
    if form["members"]:
        lacking = members_suffice(
            application.individual_members, application.unit_members, rules
        )  # fmt: skip
        if lacking is not None:
            yield lacking
    if application.funds_fen < form["funds_fen"]:
        yield Objection(
            "incubation.too_little_money",
            f"{form['label']}活动资金不少于 {yuan(form['funds_fen'])} 元，"
            f"现为 {yuan(application.funds_fen)} 元。",
            {"least_fen": form["funds_fen"], "funds_fen": application.funds_fen},
        )
    if application.staff < 1:
        yield Objection("incubation.no_staff", "须有与业务活动相适应的专职工作人员。")
    if not application.name.endswith(tuple(form["endings"])):
        yield Objection(
            "incubation.bad_name",
            f"{form['label']}的名称应以“{'”“'.join(form['endings'])}”结尾。",
            {"endings": list(form["endings"])},
        )


def members_suffice(individuals: int, units: int, rules: RegistrationRules) -> Objection | None:
    """50 individual or 30 unit members 以上; where both are members, 50 together (§10, T8.1)."""
    if individuals and units:
        enough = individuals + units >= rules.mixed
    else:
        enough = individuals >= rules.individuals or units >= rules.units
    if enough:
        return None
    return Objection(
        "incubation.too_few_members",
        f"社会团体须有 {rules.individuals} 个以上个人会员或 {rules.units} 个以上单位会员，"
        f"混合组成的总数不少于 {rules.mixed} 个；不足的可以申请社区社会组织备案。",
        {"individuals": individuals, "units": units, "rule": "SO-04"},
    )


def credit_code_fits(code: str, form: str, rules: RegistrationRules) -> Objection | None:
    """The unified code checks, and its first two characters name the form (GB 32100)."""
    prefix = rules.forms[form]["prefix"]
    if not is_credit_code(code):
        return Objection("incubation.bad_credit_code", "统一社会信用代码不正确，请核对 18 位代码。")
    if code.startswith(prefix):
        return None
    label = rules.forms[form]["label"]
    return Objection(
        "incubation.credit_code_of_other_form",
        f"{label}的统一社会信用代码应以 {prefix} 开头。",
        {"prefix": prefix},
    )


def another_hand_registers(application: Any, actor: Actor) -> Objection | None:
    """Who accepted an application does not decide on it (G-07)."""
    if actor.id not in (application.applied_by, application.accepted_by):
        return None
    return Objection("incubation.own_procedure", "受理与审批须由不同人员承担，请由其他人员办理。")
