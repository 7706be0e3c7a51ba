cwlVersion: v1.2
class: CommandLineTool
doc: Grain of each plot of 60 square metres, in tonnes per hectare.
baseCommand: [awk, -F, "NR == 1 { print \"plot,grain_t_per_ha\" } NR > 1 { printf \"%s,%.2f\\n\", $1, $3 / 6 }"]
inputs:
  plots:
    type: File
    inputBinding: { position: 1 }
outputs:
  yield:
    type: stdout
stdout: yield.csv
