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
    private const int MostOtherPercent = 20;
    private const int LeastOfMoney = 6;
    private const int MostKeys = 10;

    // A scheme that nobody named explains what a plain rule explains too; the plain rule is told.
    private const int Guessed = 100;

    private readonly CheckedSheet _sheet;
    private readonly IReadOnlyList<SheetTrial> _trials;
    private readonly IReadOnlyList<SheetBasis> _bases;
    private readonly SheetFormulas _formulas;
    private readonly Dictionary<int, SheetIdentity> _identities;
    private readonly List<SheetRule> _rules = [];
    private readonly List<SheetDifference> _differences = [];
    private readonly List<SheetFinding> _findings = [];
    private readonly List<LocalizedText> _notes = [];
    private readonly Dictionary<int, SheetCandidate> _taken = [];
    private readonly List<SheetColumn> _unexplained = [];
    private readonly HashSet<int> _unchecked = [];
    private SheetAssumption? _assumed;
    private int _tried;

    private StatementCheck(CheckedSheet sheet, IReadOnlyList<SheetTrial> trials)
    {
        (_sheet, _trials, _bases, _formulas) = (sheet, trials, SheetBasis.Of(sheet), new SheetFormulas(sheet));
        _identities = sheet.ColumnsOf(SheetColumnKind.Total).Select(at => SheetIdentity.Find(sheet, at)).OfType<SheetIdentity>()
            .ToDictionary(identity => identity.Total);
    }

    /// <summary>Checks a sheet.</summary>
    /// <param name="sheet">As it was read.</param>
    /// <param name="trials">What schemes give its households.</param>
    /// <param name="cancellation">Stops it between two columns.</param>
    public static SheetReport Of(CheckedSheet sheet, IReadOnlyList<SheetTrial> trials, CancellationToken cancellation = default) =>
        new StatementCheck(sheet, trials).Run(cancellation);

    private SheetReport Run(CancellationToken cancellation)
    {
        foreach (var at in _sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Deduction)
            .Concat(_sheet.ColumnsOf(SheetColumnKind.Total)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_identities.TryGetValue(at, out var identity))
            {
                CheckIdentity(identity);
                CheckTotal(identity);
            }
            else
            {
                CheckColumn(at);
            }
        }

        var duplicates = SheetDuplicates.Find(_sheet);
        var sums = new SheetSums(_sheet, _formulas, duplicates, _differences).Find().ToArray();
        var findings = _findings.Concat(SheetDuplicates.Findings(duplicates)).Concat(SheetLastYear.Missing(_sheet))
            .Concat(_formulas.Find().Where(finding => !sums.Any(sum => sum.Row == finding.Row && sum.Column == finding.Column
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
            Unexplained = _unexplained, Unchecked = _unchecked.Count,
            Total = payable < 0 ? null : new Money(_sheet.Lines.Sum(line => line.Fen(payable) ?? 0)),
        };
    }

    private void CheckColumn(int at)
    {
        var written = _sheet.Lines.Select(line => line.Fen(at)).ToArray();
        var shares = new SheetShares(_sheet, written, BasesOf(at));
        var simple = shares.Find();
        var schemes = SchemesOf(at, written);
        var named = NamedOf(schemes, at, simple.FirstOrDefault(IsRule), written);
        _tried += shares.Tried + schemes.Length;
        var all = schemes.Concat(simple).OrderByDescending(rule => rule == named).ThenByDescending(rule => rule.Matched)
            .ThenBy(rule => rule.Rank).ToArray();
        if (named is not null && !all.Contains(named))
        {
            all = [named, .. all];
        }

        var best = all.FirstOrDefault();
        var isTaken = best is not null && (best == named || IsRule(best));
        Tell(at, all, isTaken ? best : null);
        if (isTaken)
        {
            _taken[at] = best!;
            AddDifferences(at, best!, written, isNamed: best == named);
            if (best == named && !IsRule(best!) && all.FirstOrDefault(rule => rule.Scheme is null && IsRule(rule)) is { } plainer)
            {
                _notes.Add(new LocalizedText(
                    $"“{_sheet.Columns[at].Heading}”照方案只有 {best!.Matched} 户对得上，而{plainer.Title.Zh}有 {plainer.Matched} 户："
                    + "方案或年度数可能填错",
                    $"\"{_sheet.Columns[at].Heading}\": {best.Matched} agree with the scheme, and {plainer.Matched} with "
                    + $"{plainer.Title.En}; the scheme or the figures of the year may be wrong"));
            }
        }
        else if (written.Count(amount => amount is > 0) >= LeastLines)
        {
            _unexplained.Add(_sheet.Columns[at]);
            var heading = _sheet.Columns[at].Heading;
            _notes.Add(new LocalizedText(
                $"没有找到能解释“{heading}”的算法；指定方案并填上年度数再核对", $"no rule explains \"{heading}\"; name the scheme and the figures of the year"));
        }
    }

    // What is held back may be a part of what the row makes before it, such as a tax.
    private IReadOnlyList<SheetBasis> BasesOf(int at) => _sheet.Columns[at].Kind != SheetColumnKind.Deduction ? _bases :
    [
        .. _bases, .. SheetBasis.OfMoney(_sheet, _sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Total)
            .Where(other => !_identities.Any(each => each.Key == other && each.Value.Parts.Any(part => part.Column == at)))),
    ];

    private SheetCandidate[] SchemesOf(int at, long?[] written)
    {
        var schemes = _trials.Where(trial => trial.Amounts.ContainsKey(at)).Select(trial => Candidate(trial, at)).ToArray();
        Array.ForEach(schemes, candidate => candidate.PassOver(_sheet, at, written));
        return schemes;
    }

    private void Tell(int at, IEnumerable<SheetCandidate> all, SheetCandidate? taken) =>
        _rules.AddRange(Told(all).Select(rule => new SheetRule(_sheet.Columns[at], rule.Title, rule.Matched, rule.Compared, rule.Sum())
        {
            Scheme = rule.Scheme?.Scheme, IsTaken = rule == taken,
        }));

    // The named scheme; with another rounding, or one household otherwise than the sheet says, where only that explains the column.
    private SheetCandidate? NamedOf(
        SheetCandidate[] schemes, int at, SheetCandidate? plain, long?[] written, bool isTotal = false)
    {
        if (schemes.FirstOrDefault(candidate => candidate.Scheme!.IsNamed) is not { } named)
        {
            return null;
        }

        var other = schemes.Where(candidate => candidate.Scheme!.IsVariant).MaxBy(candidate => candidate.Matched);
        if (other is null || other.Matched <= named.Matched)
        {
            return Assume(named, at, plain, written, isTotal) ?? (IsSupposed(named, at) ? null : named);
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

    private SheetCandidate? Assume(SheetCandidate named, int at, SheetCandidate? plain, long?[] written, bool isTotal)
    {
        if (named.Matched == named.Compared)
        {
            return null;
        }

        // A total that has parts follows them.
        if (!isTotal && _assumed is null && (!IsRule(named) || IsUnknown(named, at, written)))
        {
            _assumed = SheetAssumption.Find(_sheet, at, written, named, plain, _formulas);
            if (_assumed is { } found)
            {
                _differences.Add(new SheetDifference(_sheet.Lines[found.Line], _sheet.Columns[at], new Money(written[found.Line] ?? 0),
                    new Money(named.Expected[found.Line] ?? 0), found.Cause, found.Text));
            }
        }

        if (_assumed is not { } assumed || !assumed.Trial.Amounts.ContainsKey(at))
        {
            return null;
        }

        var candidate = Candidate(assumed.Trial with { IsNamed = true }, at);
        candidate.PassOver(_sheet, at, written);
        return candidate.Matched > named.Matched ? candidate : null;
    }

    private bool IsUnknown(SheetCandidate rule, int at, long?[] written)
    {
        var slips = new SheetSlips(_sheet, at, written, rule, _formulas);
        return Enumerable.Range(0, written.Length).Any(line => rule.Expected[line] is { } expected && expected != (written[line] ?? 0)
            && slips.Of(line).Cause == SheetCause.Unknown);
    }

    // A scheme of which a holding was supposed says nothing of a sheet that it does not explain.
    private bool IsSupposed(SheetCandidate named, int at)
    {
        if (IsRule(named) || named.Scheme!.Supposed is not { Count: > 0 } supposed)
        {
            return false;
        }

        var heading = _sheet.Columns[at].Heading;
        _notes.Add(new LocalizedText(
            $"方案要用的{string.Join('、', supposed.Select(title => $"“{title.Zh}”"))}表上没有认出来，当作方案的默认数算，对不上：“{heading}”没有按方案核对",
            $"the scheme goes by {string.Join(", ", supposed.Select(title => $"\"{title.En}\""))}, which the sheet has no column for: "
            + $"\"{heading}\" was not checked by it"));
        return true;
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
            Title = trial.Title, Expected = [.. given.Select(amount => (long?)amount)],
            Rank = trial.IsNamed || trial.IsVariant ? 1 : Guessed, Scheme = trial,
            Basis = isLike ? like!.Basis : null, Rate = isLike ? like!.Rate : default, Price = isLike ? like!.Price : null,
            Rounding = isLike ? like!.Rounding : null, Unit = isLike ? like!.Unit : 1, Flaw = trial.Flaw,
        };
    }

    // Of rules of a kind, the best.
    private static IEnumerable<SheetCandidate> Told(IEnumerable<SheetCandidate> rules) => rules.Where(rule => rule.Matched > 0)
        .DistinctBy(rule => (rule.Scheme?.Title, rule.Basis?.At, rule.Rounding, rule.Price is null)).Take(RulesTold);

    // Of two columns of money some may be alike by chance.
    private static bool IsRule(SheetCandidate rule) =>
        rule.Matched >= (rule.Basis is { IsMoney: true } ? LeastOfMoney : LeastLines) && rule.Matched * 100 >= rule.Compared * LeastPercent;

    private void AddDifferences(int at, SheetCandidate rule, long?[] written, bool isNamed)
    {
        var slips = new SheetSlips(_sheet, at, written, rule, _formulas);
        var lines = new Dictionary<SheetLine, int>(ReferenceEqualityComparer.Instance);
        var found = new List<SheetDifference>();
        for (var line = 0; line < written.Length; line++)
        {
            if (rule.Expected[line] is { } expected && expected != (written[line] ?? 0))
            {
                var (cause, text) = slips.Of(line);
                lines[_sheet.Lines[line]] = line;
                found.Add(new SheetDifference(
                    _sheet.Lines[line], _sheet.Columns[at], new Money(written[line] ?? 0), new Money(expected), cause, text));
            }
        }

        if (rule is { Scheme: null, Total: { } total } && !IsStated(total))
        {
            // Of a total that nobody states, the fen to which a line was rounded is no fault: the total may be a fen off itself.
            found.RemoveAll(each => each.Cause is SheetCause.RoundedAlone or SheetCause.Truncated or SheetCause.RoundedUp);
        }

        var isOther = found.Count(IsOfOneLine) > Math.Max(2, rule.Compared * MostOtherPercent / 100);
        var unknown = found.Where(each => each.Cause == SheetCause.Unknown || (isOther && IsOfOneLine(each))).ToArray();
        var isFew = unknown.Length <= Math.Max(1, rule.Compared * MostUnknownPercent / 100);
        if (!isNamed && unknown.Length > 0 && (rule.Compared < LeastForUnknown || !isFew))
        {
            // So many are another rule, not a mistake.
            found.RemoveAll(unknown.Contains);
            Leave(at, [.. unknown.Select(each => each.Line)], "不按这个算法，原因不明，请对照方案",
                "do not follow the rule and no cause is known; compare the scheme");
        }
        else if (isFew)
        {
            found = [.. found.Select(each => each.Cause == SheetCause.Unknown
                && slips.Supposed(lines[each.Line]) is var (cause, text) ? each with { Cause = cause, Text = text } : each)];
        }

        _differences.AddRange(found);
        if (rule.Scheme is null)
        {
            var (misfits, open) = SheetGroups.Of(_sheet, at, rule, written);
            _differences.AddRange(misfits);
            Leave(at, [.. open.Select(line => _sheet.Lines[line])], $"有{rule.Basis?.Words.Zh}却没有这一项，该不该有请对照方案",
                $"have {rule.Basis?.Words.En} and nothing of it; whether that is right the scheme says");
            Leave(at, [.. Enumerable.Range(0, written.Length).Where(line => written[line] is > 0 && rule.Expected[line] is null)
                .Select(line => _sheet.Lines[line])], $"有这一项却没有{rule.Basis?.Words.Zh ?? "单价"}，算不出来",
                $"have it and no {rule.Basis?.Words.En ?? "price"} to reckon it by");
        }
    }

    // What happens to a household here and there; where it is so with many, they go by another price.
    private static bool IsOfOneLine(SheetDifference each) => each.Cause is SheetCause.Unknown or SheetCause.HoldingChanged
        or SheetCause.CountedTwice or SheetCause.PointMoved or SheetCause.DigitMistyped or SheetCause.DigitsTransposed
        or SheetCause.CopiedFromNeighbour;

    // Households of which it cannot be told whether they are right.
    private void Leave(int at, SheetLine[] lines, string zh, string en)
    {
        if (lines.Length == 0)
        {
            return;
        }

        _unchecked.UnionWith(lines.Select(line => line.Row));
        var heading = _sheet.Columns[at].Heading;
        var keys = string.Join('、', lines.Take(MostKeys).Select(line => line.Key));
        var more = lines.Length > MostKeys ? "……" : "";
        _notes.Add(new LocalizedText($"“{heading}”有 {lines.Length} 户{zh}：{keys}{more}",
            $"{lines.Length} of \"{heading}\" {en}: {keys}{more}"));
    }

    private bool IsStated(long fen) => _sheet.Stated.Append(_sheet.StatedTotal ?? Fraction.Zero).Any(stated => stated * 100 == fen);

    private void CheckIdentity(SheetIdentity identity)
    {
        var column = _sheet.Columns[identity.Total];
        var (matched, compared) = (0, 0);
        foreach (var line in _sheet.Lines.Where(line => line.Fen(identity.Total) is not null && identity.IsRead(line)))
        {
            var (written, right) = (line.Fen(identity.Total)!.Value, identity.Of(line));
            compared++;
            matched += written == right ? 1 : 0;
            if (written != right && !_differences.Exists(each => each.Line == line
                && written - right == -each.Difference.Fen && identity.Parts.Any(part => _sheet.Columns[part.Column] == each.Column)))
            {
                var (cause, text) = identity.CauseOf(_sheet, line, isTyped: _formulas.At(line.Row, identity.Total) is null);
                _differences.Add(new SheetDifference(line, column, new Money(written), new Money(right), cause, text));
            }
        }

        _rules.Add(new SheetRule(column, identity.Words(_sheet), matched, compared,
            new Money(_sheet.Lines.Sum(identity.Of))) { IsTaken = true });
    }

    // What a total is by the scheme, where its parts do not tell already.
    private void CheckTotal(SheetIdentity identity)
    {
        var (at, column) = (identity.Total, _sheet.Columns[identity.Total]);
        var written = _sheet.Lines.Select(line => line.Fen(at)).ToArray();
        var schemes = SchemesOf(at, written);
        _tried += schemes.Length;
        var named = NamedOf(schemes, at, plain: null, written, isTotal: true);
        Tell(at, named is null ? schemes.Where(rule => rule.Matched == rule.Compared) : [named], taken: named);
        if (named is null)
        {
            return;
        }

        _taken[at] = named;
        var slips = new SheetSlips(_sheet, at, written, named, _formulas);
        var known = _differences.ToLookup(each => (object)each.Line, ReferenceEqualityComparer.Instance);
        for (var line = 0; line < written.Length; line++)
        {
            var each = _sheet.Lines[line];
            var off = (written[line] ?? 0) - (named.Expected[line] ?? written[line] ?? 0);
            if (off != 0 && off != OfParts(identity, each, known[each]) && !known[each].Any(other => other.Column == column))
            {
                var (cause, text) = slips.Of(line);
                _differences.Add(new SheetDifference(each, column, new Money(written[line] ?? 0), new Money(named.Expected[line]!.Value),
                    cause, text));
            }
        }
    }

    // By how much the parts of a line differ, that are in its total.
    private long OfParts(SheetIdentity identity, SheetLine line, IEnumerable<SheetDifference> differences) =>
        identity.Of(line) != (line.Fen(identity.Total) ?? 0) ? 0
        : identity.Parts.Sum(part => part.Sign * differences.Where(each => each.Column == _sheet.Columns[part.Column])
            .Sum(each => each.Difference.Fen));
}
