#!/usr/bin/env python3
"""Writes Amity.Core/Text/TextTables.g.cs: what sort keys and search keys know of Unicode.

Run by hand from anywhere: scripts/generate-text-tables.py
The keys are stored in databases. Running this with a Python of a newer Unicode version changes keys of characters that were new or
changed, so a new table needs a migration that computes the stored keys again.
"""
import pathlib
import re
import unicodedata as ucd

TARGET = pathlib.Path(__file__).parent.parent / "Amity.Core/Text/TextTables.g.cs"

LETTER, SYMBOL, NUMBER, IGNORED, MARK, EXPANDS = range(6)
UPPER, VARIANT = 1, 2
FLAGS_SHIFT = 24

LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH (.+)$")
SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])$")

# Latin letters that are another letter with something added, where neither decomposition nor name say so.
NAMED = {
    "æ": ("ae", "LIGATURE"), "œ": ("oe", "LIGATURE"), "þ": ("th", "THORN"), "ð": ("d", "ETH"), "ŋ": ("n", "ENG"),
    "ı": ("i", "DOTLESS"), "ȷ": ("j", "DOTLESS"), "ẞ": ("SS", None), "ß": ("ss", None), "ς": ("σ", None),
}

# Marks that have no code point of their own, such as the stroke of ø. They are numbered behind the last code point.
pseudo_marks = {}


def pseudo_mark(name):
    return pseudo_marks.setdefault(name, 0x110000 + len(pseudo_marks))


def is_mark(c):
    # Class 9, the viramas, joins consonants and belongs to the letters of its script.
    return ucd.combining(c) not in (0, 9)


def is_ignored(c):
    o = ord(c)
    return (ucd.category(c) in ("Cc", "Cf") and not c.isspace()
            or 0xFE00 <= o <= 0xFE0F or 0xE0100 <= o <= 0xE01EF or 0x180B <= o <= 0x180F
            or o in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0) or 0x1C <= o <= 0x1F)


def expand(c):
    """The elements of a character, (code point, flags) each, or None where it stands for itself."""
    o = ord(c)
    if o < 128 and not c.isupper() and not c.isspace() or 0xAC00 <= o <= 0xD7A3:
        return None
    if c.isspace():
        return [(0x20, VARIANT)] if c != " " else None
    if is_ignored(c) or is_mark(c) and ucd.decomposition(c) == "":
        return None
    category = ucd.category(c)
    if category == "Nd":
        return [(ord("0") + ucd.digit(c), VARIANT)]
    whole = ucd.normalize("NFKD", c)
    # A lone accent such as U+00B4 decomposes to a space with a mark; it is a symbol like the ones of ASCII.
    if whole != c and not (category[0] in "PS" and whole[0] == " "):
        variant = VARIANT if whole != ucd.normalize("NFD", c) else 0
        return [(p, f | (variant if p < 0x110000 and not is_mark(chr(p)) else 0)) for part in whole for p, f in elements(part)]
    if c in NAMED:
        base, mark = NAMED[c]
        flags = 0 if mark else VARIANT
        return [(p, f | flags) for part in base for p, f in elements(part)] + ([(pseudo_mark(mark), 0)] if mark else [])
    lower = c.lower()
    if lower != c and len(lower) == 1:
        return [(p, f | (UPPER if p < 0x110000 and not is_mark(chr(p)) else 0)) for p, f in elements(lower)]
    if 0x30A1 <= o <= 0x30F6:  # Katakana are to Hiragana what capitals are to small letters.
        return [(o - 0x60, UPPER)]
    name = ucd.name(c, "")
    if match := LATIN.match(name):
        return [(ord(match[1].lower()), 0), (pseudo_mark(match[2]), 0)]
    if match := SMALL_CAPITAL.match(name):
        return [(ord(match[1].lower()), 0), (pseudo_mark("SMALL CAPITAL"), 0)]
    return None


def elements(c):
    if is_ignored(c):
        return []
    expanded = expand(c)
    return [(ord(c), 0)] if expanded is None else expanded


def kind(c, expanded):
    category = ucd.category(c)
    if is_ignored(c):
        return IGNORED
    if expanded is not None:
        return EXPANDS
    if is_mark(c):
        return MARK
    if category[0] in "PS":
        return SYMBOL
    if category in ("No", "Nl"):
        return NUMBER
    return LETTER


def fold(c):
    """Simple case folding: one character for one character."""
    if c in "İı":
        return c
    folded = c.casefold()
    if len(folded) == 1:
        return folded
    lower = c.lower()
    return lower if len(lower) == 1 else c


def fold_runs():
    """The folded characters as runs (first, last, step, distance)."""
    runs = []
    for o in code_points():
        distance = ord(fold(chr(o))) - o
        if distance == 0:
            continue
        if runs and runs[-1][3] == distance:
            first, last, step, _ = runs[-1]
            if (o - last == step) or first == last and o - last <= 2:
                runs[-1] = (first, o, o - last, distance)
                continue
        runs.append((o, o, 1, distance))
    return runs


def code_points():
    return (o for o in range(0x110000) if not 0xD800 <= o <= 0xDFFF)


def span(kind, name, values, summary, form="0x{:X}"):
    text, line = [], "        "
    for value in values:
        item = form.format(value) + ","
        if len(line) + len(item) + 1 > 158:
            text.append(line.rstrip())
            line = "        "
        line += item + " "
    text.append(line.rstrip())
    body = "\n".join(text)
    return f"    /// <summary>{summary}</summary>\n    public static ReadOnlySpan<{kind}> {name} =>\n    [\n{body}\n    ];\n"


def main():
    classes, keys, starts, pool, marks = [], [], [], [], []
    for o in code_points():
        c = chr(o)
        expanded = None if is_ignored(c) else expand(c)
        k = kind(c, expanded)
        if not classes or classes[-1][1] != k:
            classes.append((o, k))
        if k == EXPANDS:
            keys.append(o)
            starts.append(len(pool))
            pool += [p | f << FLAGS_SHIFT for p, f in expanded]
        elif k == MARK:
            marks.append((o, ucd.combining(c)))
    starts.append(len(pool))
    # Marks without a code point stay where they are, behind their letter: class 0 is never moved.
    marks += [(p, 0) for p in pseudo_marks.values()]
    runs = fold_runs()

    TARGET.write_text("\n".join([
        "// <auto-generated>",
        f"// Written by scripts/generate-text-tables.py from Unicode {ucd.unidata_version}. Stored keys depend on it: see there before running it again.",
        "// </auto-generated>",
        "namespace Amity.Core.Text;",
        "",
        "internal static class TextTables",
        "{",
        span("int", "RunStarts", [o for o, _ in classes], "Where a run of characters of one kind begins; the kinds stand in RunKinds."),
        span("byte", "RunKinds", [k for _, k in classes], "0 letter, 1 symbol, 2 number, 3 ignored, 4 mark, 5 expands to others.", "{}"),
        span("int", "ExpansionKeys", keys, "Characters that are sorted as others, ascending."),
        span("ushort", "ExpansionStarts", starts, "Where the elements of each begin in Elements, and the end of the last."),
        span("int", "Elements", pool, "Code points; bit 24: upper case, bit 25: another shape."),
        span("int", "Marks", [o for o, _ in marks], "Accents in the order of their weight. Those behind U+10FFFF are parts of letters such as the stroke of ø."),
        span("byte", "MarkClasses", [k for _, k in marks], "Canonical combining classes of Marks.", "{}"),
        span("int", "FoldRuns", [v for run in runs for v in run], "Simple case folding in runs of four: first, last, step, distance.", "{}").rstrip(),
        "}",
        "",
    ]), encoding="utf-8")
    print(f"Unicode {ucd.unidata_version}: {len(classes)} runs, {len(keys)} expansions of {len(pool)} elements, {len(marks)} marks "
          f"({len(pseudo_marks)} without a code point), {len(runs)} fold runs; {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
