"""Assets, one module per group, in the order of the flow.

Here: asset functions of a dozen lines. Not here: logic; keys are the paths of what an asset writes below processed/.
"""
