"""Documents of a stream, as rows ready for the `file_link` component."""


def document_row(value) -> dict:
    """Title, address, and for a file of ours its kind and size in bytes."""
    file = value.get("file")
    return {
        "title": value["title"],
        "url": file.url if file else value.get("url"),
        "ext": file.file_extension.upper() if file else "",
        "size": file.get_file_size() if file else None,
    }


def document_rows(stream) -> list[dict]:
    return [document_row(block.value) for block in stream]
