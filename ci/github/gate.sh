#!/usr/bin/env bash
# The step of action.yml that runs the gate: writes the reports and the outputs, and ends with the exit code of the verdict.
set -uo pipefail

reports="$ASSAY_ACTION_REPORTS"
mkdir -p "$reports"
# Of an earlier run in the same checkout: a gate that did not run must not be taken for one that did.
rm -f "$reports/report.json" "$reports/junit.xml" "$reports/report.md"

arguments=(gate run "$ASSAY_ACTION_FILE" --tier "$ASSAY_ACTION_TIER"
  --report "json=$reports/report.json"
  --report "junit=$reports/junit.xml"
  --report "markdown=$reports/report.md")
if [ "$ASSAY_ACTION_COMMENT" = true ]; then arguments+=(--comment); fi

PATH="$GITHUB_ACTION_PATH/node_modules/.bin:$PATH" node "$GITHUB_ACTION_PATH/src/cli/assay.ts" "${arguments[@]}"
code=$?

outcome=''
if [ -f "$reports/report.json" ]; then
  outcome=$(sed -n 's/^  "outcome": "\([A-Z]*\)",$/\1/p' "$reports/report.json" | head -n 1)
fi
{
  echo "exit-code=$code"
  echo "outcome=$outcome"
} >>"$GITHUB_OUTPUT"
exit "$code"
