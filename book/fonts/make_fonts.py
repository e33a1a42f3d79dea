#!/usr/bin/python3
"""Make the book's fonts: static, subset, renamed woff2 files.

Run by hand, seldom; the results are committed beside this script.

    npm install --prefix DIR @fontsource-variable/source-serif-4 \
        @fontsource-variable/source-sans-3 @fontsource-variable/source-code-pro
    apt-get install fonts-texgyre-math python3-fonttools python3-brotli
    /usr/bin/python3 book/fonts/make_fonts.py DIR/node_modules

"Source" is a reserved font name of the OFL and a changed TeX Gyre font needs
a new name too, so every family here is called "Many Hands ...".
Variable fonts are cut to fixed weights: Chromium would put them into the PDF
as bitmaps of outlines (Type 3), which are larger and print worse.
"""
import io
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = os.path.dirname(os.path.abspath(__file__))
MATH = "/usr/share/texmf/fonts/opentype/public/tex-gyre-math/"
LATIN = (
    list(range(0x20, 0x7F)) + list(range(0xA0, 0x100))
    + [0x131, 0x152, 0x153, 0x2002, 0x2009, 0x200A, 0x2010, 0x2011, 0x2013,
       0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2032,
       0x2033, 0x2044, 0x20AC, 0x2122, 0x2212])
GREEK = [0x394, 0x3A3, 0x3B1, 0x3B5, 0x3BB, 0x3BC, 0x3C0, 0x3C3]
SYMBOLS = [0x2190, 0x2191, 0x2192, 0x2193, 0x2194, 0x221A, 0x221E, 0x2248,
           0x2260, 0x2264, 0x2265]
FORMULAS = (
    list(range(0x20, 0x7F)) + [0xA0, 0xB1, 0xB7, 0xD7, 0xF7]
    + list(range(0x391, 0x3CA)) + [0x2026, 0x2032, 0x2061, 0x2062, 0x2063]
    + SYMBOLS + [0x2200, 0x2203, 0x2208, 0x2211, 0x220F, 0x2212, 0x222B,
                 0x22C5, 0x22EF, 0x230A, 0x230B, 0x2308, 0x2309, 0x27E8,
                 0x27E9, 0x210E]
    + list(range(0x1D434, 0x1D468)) + list(range(0x1D6FC, 0x1D71C)))
TEXT = ["kern", "liga", "ccmp", "locl", "pnum", "tnum", "lnum", "frac",
        "numr", "dnom", "mark", "mkmk"]


def rename(font, family):
    """Give the font its own name and keep whose work it is."""
    names = font["name"]
    weight = font["OS/2"].usWeightClass
    style = "Italic" if font["post"].italicAngle else "Regular"
    full = "%s %d %s" % (family, weight, style)
    for record in list(names.names):
        if record.nameID not in (0, 7, 8, 9, 13, 14):
            names.removeNames(nameID=record.nameID)
    for number, text in ((1, family), (2, style), (3, full + "; subset"),
                         (4, full), (5, "Version 1.000"),
                         (6, full.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = full.replace(" ", "")
        for key, text in (("FullName", full), ("FamilyName", family)):
            setattr(cff.topDictIndex[0], key, text)


def make(source, target, family, axes, codes, features, layout=True):
    """Cut `source` to `codes`, fix its `axes`, write HERE/target.woff2."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.name_IDs = ["*"]
    if not layout:
        options.drop_tables += ["GSUB", "GPOS", "MATH"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    if axes:
        buffer = io.BytesIO()
        font.flavor = None
        font.save(buffer)
        buffer.seek(0)
        font = instancer.instantiateVariableFont(
            TTFont(buffer, recalcTimestamp=False), axes)
        if "wght" in axes:
            font["OS/2"].usWeightClass = axes["wght"]
    rename(font, family)
    font.flavor = "woff2"
    path = os.path.join(HERE, target + ".woff2")
    font.save(path)
    print("%6d  %s" % (os.path.getsize(path), target))
    return os.path.getsize(path)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    base = sys.argv[1] + "/@fontsource-variable/"
    serif = base + "source-serif-4/files/source-serif-4-%s-opsz-%s.woff2"
    sans = base + "source-sans-3/files/source-sans-3-%s-wght-normal.woff2"
    mono = base + "source-code-pro/files/source-code-pro-%s-wght-%s.woff2"
    text = {"opsz": 16}
    total = 0
    for target, family, source, axes, codes, features in (
        ("serif-400", "Many Hands Serif", serif % ("latin", "normal"),
         {**text, "wght": 400}, LATIN, TEXT),
        ("serif-700", "Many Hands Serif", serif % ("latin", "normal"),
         {**text, "wght": 700}, LATIN, TEXT),
        ("serif-400i", "Many Hands Serif", serif % ("latin", "italic"),
         {**text, "wght": 400}, LATIN, TEXT),
        ("serif-greek", "Many Hands Serif", serif % ("greek", "normal"),
         {**text, "wght": 400}, GREEK, TEXT),
        ("serif-greek-400i", "Many Hands Serif", serif % ("greek", "italic"),
         {**text, "wght": 400}, GREEK, TEXT),
        ("display-600", "Many Hands Display", serif % ("latin", "normal"),
         {"opsz": 40, "wght": 600}, LATIN, TEXT),
        ("display-greek", "Many Hands Display", serif % ("greek", "normal"),
         {"opsz": 40, "wght": 600}, GREEK, TEXT),
        ("sans-400", "Many Hands Sans", sans % "latin",
         {"wght": 400}, LATIN, TEXT),
        ("sans-600", "Many Hands Sans", sans % "latin",
         {"wght": 600}, LATIN, TEXT),
        ("sans-greek", "Many Hands Sans", sans % "greek",
         {"wght": 400}, GREEK, TEXT),
        ("mono-400", "Many Hands Mono", mono % ("latin", "normal"),
         {"wght": 400}, LATIN, ["ccmp", "locl"]),
        ("mono-400i", "Many Hands Mono", mono % ("latin", "italic"),
         {"wght": 400}, LATIN, ["ccmp", "locl"]),
        ("mono-600", "Many Hands Mono", mono % ("latin", "normal"),
         {"wght": 600}, LATIN, ["ccmp", "locl"]),
        ("mono-greek", "Many Hands Mono", mono % ("greek", "normal"),
         {"wght": 400}, GREEK, ["ccmp", "locl"]),
    ):
        total += make(source, target, family, axes, codes, features)
    pagella = MATH + "texgyrepagella-math.otf"
    total += make(pagella, "symbols", "Many Hands Symbols", None, SYMBOLS,
                  [], layout=False)
    total += make(pagella, "math", "Many Hands Math", None, FORMULAS,
                  ["ssty", "math", "dtls"])
    print("%6d  in all" % total)


main()
