# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives ansible-test the pip bootstrap scripts that it would otherwise download.

Run it with the Python that has ansible-core and with the HOME of ansible-test. The stand-in installs with the pip wheel
that comes with ensurepip, so that package indexes are the only hosts a test run needs.
"""

from __future__ import annotations

import pathlib
import re

import ansible_test

STAND_IN = """\
import ensurepip, glob, os, sys, sysconfig

bundled = os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")
folders = [bundled, sysconfig.get_config_var("WHEEL_PKG_DIR") or bundled]  # distributions keep their wheels elsewhere
sys.path.insert(0, next(wheel for folder in folders for wheel in glob.glob(os.path.join(folder, "pip-*.whl"))))
os.environ.pop("GET_PIP", None)
from pip._internal.cli.main import main

unknown_to_pip = ("--no-setuptools", "--no-wheel")
sys.exit(main(["install", "--upgrade"] + [argument for argument in sys.argv[1:] if argument not in unknown_to_pip]))
"""


def main() -> None:
    """Writes one stand-in for each pip version that this ansible-test asks for."""
    source = pathlib.Path(ansible_test.__path__[0], "_internal", "python_requirements.py")
    versions = set(re.findall(r"pip='([0-9.]+)'", source.read_text(encoding="utf-8")))
    if not versions:
        raise SystemExit("seed_get_pip: this ansible-test names no pip version; its layout has changed")
    cache = pathlib.Path.home() / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for version in versions:
        (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(STAND_IN, encoding="utf-8")


if __name__ == "__main__":
    main()
