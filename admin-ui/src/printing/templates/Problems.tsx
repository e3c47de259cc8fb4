import { Box, Button } from '@mui/material';
import type { Problem } from './problems.ts';

/** What is wrong and where; each leads to its place. */
export function Problems({
  problems,
  onGoTo,
}: {
  problems: readonly Problem[];
  onGoTo: (problem: Problem) => void;
}) {
  return (
    <Box role="status" aria-label="What is wrong" sx={{ flexShrink: 0 }}>
      {problems.length > 0 && (
        <Box
          sx={{
            borderBlockStart: '1px solid',
            borderColor: 'divider',
            backgroundColor: 'error.light',
            maxHeight: 160,
            overflowY: 'auto',
            paddingInline: 1,
            paddingBlock: 0.5,
          }}
        >
          {problems.map((problem, index) => (
            <Box key={index} sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
              <Button
                size="small"
                color="error"
                onClick={() => onGoTo(problem)}
                sx={{ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }}
              >
                {problem.where === 'subject'
                  ? `Subject, column ${problem.column}`
                  : `Line ${problem.line}, column ${problem.column}`}
              </Button>
              <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{problem.words}</Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
