using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Columns that are the sum of others, as 合计 beside 水田 and 旱地: under a common heading, or where nearly all rows add up. A row in which
/// it is another number is marked.
/// </summary>
internal sealed class RosterSumColumns
{
    private const int MostParts = 6;
    private const int MostShown = 50;
    private const int LeastRight = 2;

    // Longer digits are those of cards and persons.
    private const decimal MostValue = 1_000_000_000_000;
    private const int RightOfWrong = 4;

    // What stands in another measure beside a quantity is no part of it.
    private static readonly string[] Other = ["面积", "份", "股", "比例", "率", "%", "金额", "数", "占", "元", "级", "号", "单价"];

    private readonly RosterCells _cells;
    private readonly ImportDraft _draft;
    private readonly List<Candidate> _candidates = [];
    private readonly int[] _used;
    private readonly decimal?[] _values;

    public RosterSumColumns(RosterCells cells, ImportDraft draft)
    {
        (_cells, _draft) = (cells, draft);
        for (var at = 0; at < cells.Columns.Count; at++)
        {
            if (cells.Columns[at] is { Field: RosterField.Holding } || IsTotal(at))
            {
                AddCandidates(at);
            }
        }

        _used = [.. _candidates.SelectMany(candidate => candidate.Parts.Append(candidate.Whole)).Distinct()];
        _values = new decimal?[cells.Columns.Count];
    }

    /// <summary>Sees a row that is read.</summary>
    public void See(TableRow row)
    {
        if (_candidates.Count == 0)
        {
            return;
        }

        foreach (var at in _used)
        {
            _values[at] = Value(row, at);
        }

        foreach (var candidate in _candidates)
        {
            candidate.See(row.Number, _values[candidate.Whole], candidate.Parts.Select(at => _values[at]));
        }

        _candidates.RemoveAll(candidate => candidate.IsHopeless);
    }

    /// <summary>Warns of the rows in which a sum is another number than its parts make.</summary>
    public void Compare()
    {
        foreach (var whole in _candidates.GroupBy(candidate => candidate.Whole))
        {
            var fits = whole.Where(candidate => candidate.IsSum)
                .OrderByDescending(candidate => candidate.IsSaid).ThenBy(candidate => candidate.WrongCount)
                .ThenByDescending(candidate => candidate.Parts.Length).FirstOrDefault();
            foreach (var (row, stated, sum) in fits?.Wrong ?? [])
            {
                var (heading, names) = (_cells.HeadingOf(fits!.Whole), fits.Parts.Select(_cells.HeadingOf).ToArray());
                var (written, made, difference) = (RosterTotals.Text(stated), RosterTotals.Text(sum), RosterTotals.Text(sum - stated));
                _draft.Warn(new ImportWarning(row, fits.Whole, heading, RosterDoubts.SumMismatch, new LocalizedText(
                    $"“{heading}”写的是 {written}，{string.Join("、", names)}相加是 {made}，相差 {difference}；请看是哪一格不对",
                    $"\"{heading}\" is {written}, {string.Join(", ", names)} make {made}, a difference of {difference}; "
                        + "which cell is wrong?")));
            }
        }
    }

    private void AddCandidates(int whole)
    {
        var said = Enumerable.Range(0, _cells.Columns.Count).Where(at => at != whole && _cells.Columns[at] is null
            && _cells.HeadingOf(at).StartsWith(_cells.NameOf(whole) + RosterHeadings.PartOf, StringComparison.Ordinal)).ToArray();
        if (said.Length > 1 && !Array.Exists(said, at => IsOther(_cells.HeadingOf(at)[_cells.NameOf(whole).Length..])))
        {
            _candidates.Add(new Candidate(whole, said, IsSaid: true));
            return;
        }

        foreach (var step in new[] { -1, 1 })
        {
            for (var (at, parts) = (whole + step, new List<int>()); MayBePart(whole, at) && parts.Count < MostParts; at += step)
            {
                parts.Add(at);
                if (parts.Count > 1)
                {
                    _candidates.Add(new Candidate(whole, [.. parts.Order()], IsSaid: false));
                }
            }
        }
    }

    // Of two holdings that are known, neither is a part of a third.
    private bool MayBePart(int whole, int at) => at >= 0 && at < _cells.Columns.Count && !IsTotal(at) && _cells.HeadingOf(at).Length > 0
        && (_cells.Columns[at] is null || (IsTotal(whole) && _cells.Columns[at] is { Field: RosterField.Holding }));

    private static bool IsOther(string part) => Array.Exists(Other, word => part.Contains(word, StringComparison.Ordinal));

    private bool IsTotal(int at) => RosterHeadings.IsTotal(_cells.HeadingOf(at));

    private static decimal? Value(TableRow row, int at) => at < row.Cells.Count && !row.Filled.Contains(at)
        && row.Cells[at].Any(char.IsDigit) && WrittenNumber.Read(row.Cells[at].Trim(), "", out _) is { Length: > 0 } text
        && RosterTotals.TryRead(text, out var value) && value < MostValue
        ? value : null;

    private sealed record Candidate(int Whole, int[] Parts, bool IsSaid)
    {
        private readonly List<(int Row, decimal Stated, decimal Sum)> _wrong = [];
        private int _right;

        public int WrongCount { get; private set; }

        public IReadOnlyList<(int Row, decimal Stated, decimal Sum)> Wrong => _wrong;

        public bool IsSum => IsSaid ? WrongCount <= _right + 1
            : _right >= LeastRight && _right >= RightOfWrong * (WrongCount - 1) && _right > WrongCount;

        public bool IsHopeless => !IsSaid && WrongCount > MostShown && _right < WrongCount;

        public void See(int row, decimal? whole, IEnumerable<decimal?> parts)
        {
            var values = parts.OfType<decimal>().ToArray();
            if (whole is not { } stated || values.Length == 0)
            {
                return;
            }

            var sum = values.Sum();
            if (sum != stated)
            {
                WrongCount++;
                if (_wrong.Count < MostShown)
                {
                    _wrong.Add((row, stated, sum));
                }
            }
            else if (IsSaid || values.Count(value => value != 0) > 1)
            {
                _right++;
            }
        }
    }
}
