"""The blocks of a plain content page: those of the national model's theme that a strict design allows (decision 0029)."""

from wagtail import blocks

from cms.blocks.cards import CallToActionBlock, CardsBlock, TeaserBlock
from cms.blocks.figures import (
    CountdownBlock,
    IconsBlock,
    MetricsBlock,
    NumbersBlock,
    PhasesBlock,
    QuoteBlock,
    TableBlock,
)
from cms.blocks.files import AttachmentsBlock, DocumentBlock, LinkBlock
from cms.blocks.finding import ListingBlock, SearchBlock, TopicsBlock
from cms.blocks.media import GalleryBlock, ImageBlock, VideoBlock
from cms.blocks.text import (
    AccordionBlock,
    CalloutBlock,
    LicenceBlock,
    OfficesBlock,
    QuestionBlock,
    SectionBlock,
    rich_text,
)

WORDS, LEADS, SHOWS, LISTS = "Testi", "Schede e inviti", "Immagini e numeri", "Elenchi e contatti"


class BodyStreamBlock(blocks.StreamBlock):
    section = SectionBlock(group=WORDS)
    text = rich_text(
        "Testo",
        icon="pilcrow",
        template="blocks/rich_text_block.html",
        group=WORDS,
        description="Un testo senza titolo: l'inizio della pagina, o quello che segue un'immagine.",
        preview_template="blocks/preview.html",
        preview_value="<p>Gli sportelli sono aperti <b>ogni mattina</b>. Il sabato solo su appuntamento.</p>",
    )
    callout = CalloutBlock(group=WORDS)
    accordion = AccordionBlock(group=WORDS)
    question = QuestionBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    table = TableBlock(group=WORDS)
    phases = PhasesBlock(group=WORDS)
    countdown = CountdownBlock(group=WORDS)
    cards = CardsBlock(group=LEADS)
    teaser = TeaserBlock(group=LEADS)
    call_to_action = CallToActionBlock(group=LEADS)
    link = LinkBlock(template="blocks/link_block.html", group=LEADS, preview_template="blocks/preview.html")
    image = ImageBlock(group=SHOWS)
    gallery = GalleryBlock(group=SHOWS)
    video = VideoBlock(group=SHOWS)
    numbers = NumbersBlock(group=SHOWS)
    icons = IconsBlock(group=SHOWS)
    metrics = MetricsBlock(group=SHOWS)
    listing = ListingBlock(group=LISTS)
    search = SearchBlock(group=LISTS)
    topics = TopicsBlock(group=LISTS)
    offices = OfficesBlock(group=LISTS)
    attachments = AttachmentsBlock(group=LISTS)
    document = DocumentBlock(template="blocks/document_block.html", group=LISTS, preview_template="blocks/preview.html")
    licence = LicenceBlock(group=WORDS)

    class Meta:
        block_counts = {"listing": {"max_num": 4}, "search": {"max_num": 2}}
