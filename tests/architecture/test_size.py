"""Files and functions stay readable at one sitting (house rule 23)."""

import ast

from tests.architecture._house import ROOT, functions, python_files


def code_lines(node: ast.FunctionDef) -> int:
    """Lines of a function without its docstring, which may be as long as its promise."""
    body = node.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    words = body[0].end_lineno - body[0].lineno + 1 if documented else 0
    return node.end_lineno - node.lineno + 1 - words


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = {
        f"{path.relative_to(ROOT)}::{node.name}": lines
        for path in python_files()
        if path.parent.name != "migrations"  # a table of columns is as long as the table
        for node in functions(path)
        if (lines := code_lines(node)) > 40
    }
    assert long == {}
