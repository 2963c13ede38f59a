#!/usr/bin/env bash
# Ranks a few made-up resumes on a deployment, as a product would, and takes all of it away again.
# Needs `pip install './clients/python[cli]'`, SHORTLIST_URL, and SHORTLIST_TOKEN or what `make service-user` printed.
set -euo pipefail

job="smoke-${1:-$(date +%s)}"
trap 'shortlist jobs delete "$job" --yes' EXIT

shortlist jobs create "Smoke test" demo/jobposts/backend-engineer.md --job-id "$job"
shortlist upload "$job" demo/files/backend-engineer
shortlist rank "$job" --ranker offline --timeout 120 --output json > rows.json
python3 -c 'import json; rows = json.load(open("rows.json")); assert rows and rows[0]["rank"] == 1, rows'
