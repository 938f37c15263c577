"""Logging, to standard error: readable lines or JSON."""

import logging
import sys

import structlog

from bot.settings import Settings

# What these note at every broken file, whoever adds the file is told in a sentence.
_TOLD_ANYWAY = ("index.sources.readers", "asyncio")


def configure(settings: Settings, *, is_told: bool = False) -> None:
    """Send our own and other libraries' records through structlog.

    Where somebody ``is_told`` at once what comes of a file, what readers note of it is left out.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        shared.append(structlog.processors.format_exc_info)
        renderer = structlog.processors.JSONRenderer()
    else:
        # Plain, since the default shows the variables of every frame: the token, questions, articles.
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    if is_told and settings.log_level != "debug":
        for name in _TOLD_ANYWAY:
            logging.getLogger(name).setLevel(logging.ERROR)
    # Never discord.py's debug records: they hold whole payloads, with messages and interactions' tokens.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.root.level))
