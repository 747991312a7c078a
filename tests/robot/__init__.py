"""A scripted robot that enters what 作業一覧 holds into a pretend resident system, over screens and files alone."""
