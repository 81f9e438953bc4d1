# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site, for Sphinx; built by `make docs`."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

project = "huaweicloud.modelarts"
copyright = "huaweicloud.modelarts contributors"
html_title = project
extensions = ["sphinx.ext.intersphinx", "sphinx_antsibull_ext"]
# The inventory is made by tests/tools/site.py, so that a build asks nothing of the network.
intersphinx_mapping = {"ansible": ("https://docs.ansible.com/projects/ansible/devel/", "../ansible.inv")}
default_role = "any"
highlight_language = "yaml+jinja"
nitpicky = True

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_theme_options = {
    "source_repository": "https://github.com/ansible-collections/huaweicloud.modelarts/",
    "footer_icons": [],
    "light_css_variables": {"color-brand-primary": "#b3261e", "color-brand-content": "#b3261e"},
    "dark_css_variables": {"color-brand-primary": "#ff8a80", "color-brand-content": "#ff8a80"},
}


def shorten_titles(app: Sphinx, environment: BuildEnvironment) -> None:
    """Menus and windows call a plugin by its name alone: the prefix and the summary leave them no room."""
    for name, title in environment.titles.items():
        short = re.split(" (?:–|--) ", title.astext().removeprefix(f"{project}."))[0]
        environment.titles[name] = environment.longtitles[name] = nodes.title(short, short)
        entry = next(environment.tocs[name].findall(nodes.reference))
        entry.children = [nodes.Text(short)]


def setup(app: Sphinx) -> None:
    app.connect("env-updated", shorten_titles)
