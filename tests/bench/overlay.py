"""Values over an empty form, in ms: a page of 40 fields, and how the cost grows with fields. Beside it in the same run
the naive way: reportlab's own fonts, then pypdf merges the page over the form. Goal: p50 at most 5 ms, 6 times less
than the naive way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from time import perf_counter, process_time

from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from handoff.blank import Blank, Field
from handoff.leaf import Leaf, Put
from server.paper.forms import FormPress
from server.paper.shelf import Fonts, load
from tests.bench.figures import percentile, ratio, share
from tests.papers import blank

ROUNDS = 120
SECONDS = 12.0
WARM = 5
FIELDS = (10, 40, 80, 160)
NAIVE = "BenchNaive"
POINT = 72 / 25.4
TEXTS = (
    "山田　太郎",
    "ヤマダ　タロウ",
    "昭和59年4月12日",
    "あおば県あおばの市中央一丁目２番３号",
    "グランドコート青葉タワーレジデンス弐番館イーストウイング２５０１号室",
    "090-0000-1234",
    "世帯主",
    "髙橋　𠮷男",
)


def page(fields: int) -> Blank:
    """A real form's page (住民異動届's words and rules) with so many places."""
    under = blank("F001")
    places = [
        Field(12 + 68 * (at % 4), 12 + 4.4 * (at // 4), 64, 4.2, items=("m_name",), size=10.5) for at in range(fields)
    ]
    return Blank("F001", "様式", under.width, under.height, under.strokes, places)


def leaf(under: Blank, turn: int) -> Leaf:
    """The page filled, each round with other values, as in life."""
    puts = [Put(field, f"{TEXTS[(at + turn) % len(TEXTS)]}{turn % 10}") for at, field in enumerate(under.fields)]
    return Leaf(under, puts, "F001", 1, 1)


def run() -> Iterator[dict[str, object]]:
    """One line for each number of fields; the naive way for 40."""
    fonts = load()
    press = FormPress(fonts)
    for fields in FIELDS:
        under = page(fields)
        rounds = share(ROUNDS, SECONDS)
        ours, cpu = _times(lambda turn, under=under: press.render([leaf(under, turn)], "様式").pdf, rounds)
        line: dict[str, object] = {
            "bench": "overlay",
            "case": f"{fields} fields",
            "n": rounds,
            "p50": percentile(ours, 50),
            "p95": percentile(ours, 95),
            "cpu_ms": cpu,
            "kb": round(len(press.render([leaf(under, 1)], "様式").pdf) / 1000, 1),
        }
        if fields == 40:
            naive, _ = _times(_naive(press, under, fonts), max(3, rounds // 8))
            line |= {"naive_p50": percentile(naive, 50), "ratio": ratio(percentile(naive, 50), percentile(ours, 50))}
        yield line


def _times(work: Callable[[int], object], rounds: int) -> tuple[list[float], float]:
    """Each round's time in ms, and the processor's time for one."""
    taken = []
    for turn in range(WARM):
        work(turn)
    busy = process_time()
    for turn in range(rounds):
        begun = perf_counter()
        work(turn + WARM)
        taken.append((perf_counter() - begun) * 1000)
    return taken, round((process_time() - busy) * 1000 / rounds, 2)


def _naive(press: FormPress, under: Blank, fonts: Fonts) -> Callable[[int], bytes]:
    """What one would write first: the same empty form as a file, the values as a page of their own, both merged."""
    file = press.render([Leaf(under, [], "F001", 1, 1)], "様式").pdf
    mincho = next(face.path for face in fonts.body.faces)
    pdfmetrics.registerFont(TTFont(NAIVE, str(mincho)))

    def work(turn: int) -> bytes:
        made = BytesIO()
        canvas = Canvas(made, pagesize=(under.width * POINT, under.height * POINT), pageCompression=1)
        for put in leaf(under, turn).puts:
            size = put.field.size
            while size > 5 and pdfmetrics.stringWidth(put.text, NAIVE, size) > put.field.w * POINT:
                size -= 0.5
            canvas.setFont(NAIVE, size)
            canvas.drawString(put.field.x * POINT, (under.height - put.field.y - 3.6) * POINT, put.text)
        canvas.showPage()
        canvas.save()
        writer = PdfWriter(clone_from=PdfReader(BytesIO(file)))
        writer.pages[0].merge_page(PdfReader(made).pages[0])
        whole = BytesIO()
        writer.write(whole)
        return whole.getvalue()

    return work
