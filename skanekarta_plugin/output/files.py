"""Moves finished files to where the user wants them: all of them whole, or none."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from ..errors import N_, OutputError


@contextlib.contextmanager
def workshop(folder=None):
    """Give a temporary folder that disappears afterwards, with all that is left in it.

    :param folder: where it shall lie; None for the machine's own place for temporary files
    :raises OutputError: if the folder cannot be made or written
    """
    try:
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
        place = tempfile.TemporaryDirectory(
            prefix=".skanekarta-", dir=folder, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise _unwritable(folder or tempfile.gettempdir(), error) from error
    with place as name:
        yield Path(name)


def deliver(sources, folder):
    """Move finished files into a folder; return their new paths.

    Files of the same names are replaced as a whole. If one of them cannot be replaced (it is open
    in another program, say), all that stood there before stands there again.

    :raises OutputError: if the folder cannot be written
    """
    folder = Path(folder)
    with workshop(folder) as staging:
        done = []
        try:
            for source in sources:
                shutil.copyfile(source, staging / source.name)
            old = staging / "old"
            old.mkdir()
            for source in sources:
                done.append(_replace(staging / source.name, folder / source.name, old))
        except OSError as error:
            _restore(done)
            raise _unwritable(folder, error) from error
    return [target for target, _ in done]


def _replace(new, target, old):
    """Put ``new`` in the place of ``target``; return the target and where the former one lies."""
    former = old / target.name if target.exists() else None
    if former:
        os.replace(target, former)
    try:
        os.replace(new, target)
    except OSError:
        if former:
            os.replace(former, target)
        raise
    return target, former


def _restore(done):
    for target, former in reversed(done):
        with contextlib.suppress(OSError):
            if former:
                os.replace(former, target)
            else:
                target.unlink()


def _unwritable(folder, error):
    return OutputError(
        N_(
            "The folder {folder} cannot be written, or a file in it is open in another program. "
            "Close it or choose another folder."
        ),
        folder=str(folder),
        details=str(error),
    )
