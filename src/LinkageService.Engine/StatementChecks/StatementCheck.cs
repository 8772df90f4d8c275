using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// Checks a payout sheet that somebody made elsewhere: which rule gives its figures to the fen, which households differ from it and why,
/// and whether its columns and sums add up. A cause is named only where it gives the figure of the sheet to the fen.
/// </summary>
public sealed class StatementCheck
{
    /// <summary>Rules that are told for each column.</summary>
    public const int RulesTold = 4;

    // Below it a rule is none, and what may differ from it for no known cause.
    private const int LeastLines = 3;
    private const int LeastPercent = 60;
    private const int LeastForUnknown = 10;
    private const int MostUnknownPercent = 5;
    private const int MostKeys = 10;

    private readonly CheckedSheet _sheet;
    private readonly IReadOnlyList<SheetTrial> _trials;
    private readonly IReadOnlyList<SheetBasis> _bases;
    private readonly List<SheetRule> _rules = [];
    private readonly List<SheetDifference> _differences = [];
    private readonly List<SheetFinding> _findings = [];
    private readonly List<LocalizedText> _notes = [];
    private readonly Dictionary<int, SheetCandidate> _taken = [];
    private int _tried;

    private StatementCheck(CheckedSheet sheet, IReadOnlyList<SheetTrial> trials) =>
        (_sheet, _trials, _bases) = (sheet, trials, SheetBasis.Of(sheet));

    /// <summary>Checks a sheet.</summary>
    /// <param name="sheet">As it was read.</param>
    /// <param name="trials">What schemes give its households.</param>
    /// <param name="cancellation">Stops it between two columns.</param>
    public static SheetReport Of(CheckedSheet sheet, IReadOnlyList<SheetTrial> trials, CancellationToken cancellation = default) =>
        new StatementCheck(sheet, trials).Run(cancellation);

    private SheetReport Run(CancellationToken cancellation)
    {
        var identities = _sheet.ColumnsOf(SheetColumnKind.Total).Select(at => SheetIdentity.Find(_sheet, at)).OfType<SheetIdentity>()
            .ToDictionary(identity => identity.Total);
        foreach (var at in _sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Deduction, SheetColumnKind.Total))
        {
            cancellation.ThrowIfCancellationRequested();
            CheckColumn(at, isReckoned: identities.ContainsKey(at));
        }

        foreach (var identity in identities.Values)
        {
            CheckIdentity(identity);
        }

        var sums = SheetSums.Of(_sheet).ToArray();
        var findings = _findings.Concat(Duplicates()).Concat(MissingSinceLastYear())
            .Concat(SheetFormulas.Of(_sheet).Where(finding => !sums.Any(sum => sum.Row == finding.Row && sum.Column == finding.Column
                && sum.Cause == finding.Cause))).ToList();
        if (SheetConservation.Of(_sheet, _taken, _differences, _notes) is { } conservation)
        {
            findings.Insert(0, conservation);
        }

        var payable = _sheet.PayableColumn;
        return new SheetReport
        {
            Households = _sheet.Lines.Count, Rules = _rules, Tried = _tried,
            Differences = [.. _differences.OrderBy(each => each.Line.Row)], Sums = sums, Findings = findings, Notes = _notes,
            Total = payable < 0 ? null : new Money(_sheet.Lines.Sum(line => line.Fen(payable) ?? 0)),
        };
    }

    private void CheckColumn(int at, bool isReckoned)
    {
        var written = _sheet.Lines.Select(line => line.Fen(at)).ToArray();
        var schemes = _trials.Where(trial => trial.Amounts.ContainsKey(at))
            .Select(trial => Candidate(trial, at).Against(written)).ToArray();
        var named = NamedOf(schemes, at);
        var shares = new SheetShares(_sheet, written, _bases);
        var simple = isReckoned ? [] : shares.Find();
        _tried += shares.Tried + schemes.Length;
        Array.ForEach(schemes, candidate => candidate.PassOver(_sheet, at, written));
        var all = schemes.Concat(simple).OrderByDescending(rule => rule == named).ThenByDescending(rule => rule.Matched)
            .ThenBy(rule => rule.Rank).ToArray();
        var best = all.FirstOrDefault();
        var isTaken = best is not null && (best == named || IsRule(best));
        _rules.AddRange(Told(all).Select(rule => new SheetRule(_sheet.Columns[at], rule.Title, rule.Matched, rule.Compared, rule.Sum())
        {
            Scheme = rule.Scheme?.Scheme, IsTaken = isTaken && rule == best,
        }));
        if (isTaken)
        {
            _taken[at] = best!;
            AddDifferences(at, best!, written, isNamed: best == named);
        }
        else if (!isReckoned && written.Count(amount => amount is > 0) >= LeastLines)
        {
            var heading = _sheet.Columns[at].Heading;
            _notes.Add(new LocalizedText(
                $"没有找到能解释“{heading}”的算法；指定方案并填上年度数再核对", $"no rule explains \"{heading}\"; name the scheme and the figures of the year"));
        }
    }

    // The named scheme; with another rounding, where only that explains more households, which is said.
    private SheetCandidate? NamedOf(SheetCandidate[] schemes, int at)
    {
        if (schemes.FirstOrDefault(candidate => candidate.Scheme!.IsNamed) is not { } named)
        {
            return null;
        }

        var other = schemes.Where(candidate => candidate.Scheme!.IsVariant).MaxBy(candidate => candidate.Matched);
        if (other is null || other.Matched <= named.Matched)
        {
            return named;
        }

        var heading = _sheet.Columns[at].Heading;
        var text = new LocalizedText(
            $"“{heading}”不是按方案取的尾差：照{other.Title.Zh}有 {other.Matched} 户到分相同，照方案只有 {named.Matched} 户",
            $"\"{heading}\" is not rounded as the scheme says: {other.Matched} agree with {other.Title.En}, "
            + $"{named.Matched} with the scheme");
        if (other.Scheme!.Flaw is { } flaw)
        {
            _findings.Add(new SheetFinding(flaw, 0, _sheet.Columns[at], "", text));
        }
        else
        {
            _notes.Add(text);
        }

        return other;
    }

    // What a scheme gives is looked into by the price or the total that gives the same.
    private SheetCandidate Candidate(SheetTrial trial, int at)
    {
        var given = trial.Amounts[at];
        var like = trial.IsNamed || trial.IsVariant
            ? new SheetShares(_sheet, [.. given.Select(amount => (long?)amount)], _bases).Find().FirstOrDefault()
            : null;
        var isLike = like is not null && like.Matched == like.Compared;
        return new SheetCandidate
        {
            Title = trial.Title, Expected = [.. given.Select(amount => (long?)amount)], Rank = 1, Scheme = trial,
            Basis = isLike ? like!.Basis : null, Rate = isLike ? like!.Rate : default, Price = isLike ? like!.Price : null,
            Rounding = isLike ? like!.Rounding : null, Unit = isLike ? like!.Unit : 1, Flaw = trial.Flaw,
        };
    }

    // Of rules of a kind, the best.
    private static IEnumerable<SheetCandidate> Told(IEnumerable<SheetCandidate> rules) => rules.Where(rule => rule.Matched > 0)
        .DistinctBy(rule => (rule.Scheme?.Title, rule.Basis?.At, rule.Rounding, rule.Price is null)).Take(RulesTold);

    private static bool IsRule(SheetCandidate rule) =>
        rule.Matched >= LeastLines && rule.Matched * 100 >= rule.Compared * LeastPercent;

    private void AddDifferences(int at, SheetCandidate rule, long?[] written, bool isNamed)
    {
        var slips = new SheetSlips(_sheet, written, rule);
        var found = Enumerable.Range(0, written.Length)
            .Where(line => rule.Expected[line] is { } expected && expected != (written[line] ?? 0))
            .Select(line =>
            {
                var (cause, text) = slips.Of(line);
                return new SheetDifference(_sheet.Lines[line], _sheet.Columns[at], new Money(written[line] ?? 0),
                    new Money(rule.Expected[line]!.Value), cause, text);
            }).ToList();
        if (rule is { Scheme: null, Total: { } total } && !IsStated(total))
        {
            // Of a total that nobody states, the fen to which a line was rounded is no fault: the total may be a fen off itself.
            found.RemoveAll(each => each.Cause is SheetCause.RoundedAlone or SheetCause.Truncated or SheetCause.RoundedUp);
        }

        var unknown = found.Where(each => each.Cause == SheetCause.Unknown).ToArray();
        if (!isNamed && unknown.Length > 0 && (rule.Compared < LeastForUnknown
            || unknown.Length > Math.Max(1, rule.Compared * MostUnknownPercent / 100)))
        {
            // So many are another rule, not a mistake.
            found.RemoveAll(each => each.Cause == SheetCause.Unknown);
            var keys = string.Join('、', unknown.Take(MostKeys).Select(each => each.Line.Key));
            var heading = _sheet.Columns[at].Heading;
            _notes.Add(new LocalizedText(
                $"“{heading}”有 {unknown.Length} 户不按这个算法，原因不明，请对照方案：{keys}{(unknown.Length > MostKeys ? "……" : "")}",
                $"{unknown.Length} of \"{heading}\" do not follow the rule and no cause is known; compare the scheme: {keys}"));
        }

        _differences.AddRange(found);
        if (rule.Scheme is null)
        {
            _differences.AddRange(SheetGroups.Of(_sheet, at, rule, written));
        }
    }

    private bool IsStated(long fen) => _sheet.Stated.Append(_sheet.StatedTotal ?? Fraction.Zero).Any(stated => stated * 100 == fen);

    private void CheckIdentity(SheetIdentity identity)
    {
        var column = _sheet.Columns[identity.Total];
        var (matched, compared) = (0, 0);
        foreach (var line in _sheet.Lines.Where(line => line.Fen(identity.Total) is not null
            && identity.IsRead(line)))
        {
            var (written, right) = (line.Fen(identity.Total)!.Value, identity.Of(line));
            compared++;
            matched += written == right ? 1 : 0;
            if (written != right && !_differences.Exists(each => each.Line == line
                && (each.Column == column || (written - right == -each.Difference.Fen && IsPart(each.Column)))))
            {
                var (cause, text) = identity.CauseOf(_sheet, line);
                _differences.Add(new SheetDifference(line, column, new Money(written), new Money(right), cause, text));
            }
        }

        if (!_taken.ContainsKey(identity.Total))
        {
            _rules.Add(new SheetRule(column, identity.Words(_sheet), matched, compared,
                new Money(_sheet.Lines.Sum(identity.Of))) { IsTaken = true });
        }

        bool IsPart(SheetColumn of) => identity.Parts.Any(part => _sheet.Columns[part.Column] == of);
    }

    private IEnumerable<SheetFinding> Duplicates()
    {
        var seen = new Dictionary<string, SheetLine>(StringComparer.Ordinal);
        foreach (var line in _sheet.IsByPerson ? [] : _sheet.Lines)
        {
            var first = line.Marks.Select(mark => seen.GetValueOrDefault(mark)).FirstOrDefault(other => other is not null);
            foreach (var mark in line.Marks)
            {
                seen.TryAdd(mark, line);
            }

            if (first is not null)
            {
                yield return new SheetFinding(SheetCause.Duplicate, line.Row, Column: null, line.Key, new LocalizedText(
                    $"与第 {first.Row} 行是同一户（编号、证件或账号相同）", $"the same as row {first.Row}: number, ID or account"));
            }
        }
    }

    private IEnumerable<SheetFinding> MissingSinceLastYear()
    {
        if (_sheet.LastYear is not { } before)
        {
            return [];
        }

        var hasIds = _sheet.Lines.Any(line => line.Id.Length > 0) && before.Any(each => each.Id.Length > 0);
        var now = _sheet.Lines.Select(line => hasIds ? line.Id : line.Name).ToHashSet(StringComparer.Ordinal);
        return before.Where(each => (hasIds ? each.Id : each.Name).Length > 0 && !now.Contains(hasIds ? each.Id : each.Name))
            .Select(each => new SheetFinding(
                SheetCause.MissingSinceLastYear, 0, Column: null, each.Id.Length > 0 ? each.Id : each.Name, new LocalizedText(
                    $"去年有{(each.Name.Length > 0 ? $"（{each.Name}）" : "")}，这张表上没有：退出了，还是漏了",
                    "on last year's list and not on this one: has it left, or was it forgotten")));
    }
}
