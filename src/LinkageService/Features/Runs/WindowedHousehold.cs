using System.Globalization;
using System.Numerics;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Life;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Runs;

/// <summary>
/// One household's facts, in order, as what a scheme reads of it. With a time-weighted holding everyone who was present on any
/// day of the window is on the roster. Those absent on the record date have 0 of its other holdings, and the tags and labels of the
/// last day of the window on which they were present.
/// </summary>
internal sealed class WindowedHousehold(
    Scheme scheme, HoldingWindow window, DateOnly recordDate, CarriedColumns? carried, CountedMembers members)
{
    private readonly RosterSchema _schema = scheme.RosterSchema;
    private readonly List<(DateOnly From, HouseholdFact Fact)> _facts = [];

    /// <summary>Reads what is said of persons on the record date; null where nobody asks.</summary>
    public ReadPersons.Reading? Persons { get; init; }

    /// <summary>Begins a household with its first fact.</summary>
    public void Begin(HouseholdFact fact)
    {
        _facts.Clear();
        Add(fact);
    }

    /// <summary>The next fact of the same household; one of the same date replaces the one before it, which was known earlier.</summary>
    public void Add(HouseholdFact fact)
    {
        var from = Dates.Read(fact.ValidFrom);
        if (_facts.Count > 0 && _facts[^1].From == from)
        {
            _facts.RemoveAt(_facts.Count - 1);
        }

        _facts.Add((from, fact));
    }

    /// <summary>Adds the household when it belongs on the roster.</summary>
    /// <returns>False when the roster is full.</returns>
    public bool AddTo(RosterBuilder roster)
    {
        var onRecordDate = _facts.FindLast(row => row.From <= recordDate).Fact is { Present: 1 } fact ? fact : null;
        var spans = scheme.IsTimeWeighted ? Spans() : [];
        if ((onRecordDate ?? spans.LastOrDefault().Fact) is not { } standing)
        {
            return true;
        }

        if (!roster.Begin(standing.HouseholdId))
        {
            return false;
        }

        roster.StoredId(Encoding.UTF8.GetBytes(standing.HouseholdId));
        var facts = FactFigures.Read(standing.Data, _schema);
        foreach (var tag in facts.Tags)
        {
            roster.Tag(Encoding.UTF8.GetBytes(tag));
        }

        for (var label = 0; label < scheme.Labels.Count; label++)
        {
            if (facts.Labels[label] is { } value)
            {
                roster.Label(Encoding.UTF8.GetBytes(scheme.Labels[label].Name), Encoding.UTF8.GetBytes(value));
            }
        }

        for (var holding = 0; holding < scheme.Holdings.Count; holding++)
        {
            if (scheme.Holdings[holding].Weighting == HoldingWeighting.TimeWeighted)
            {
                AddShareDays(roster, holding, spans);
            }
            else if (onRecordDate is null)
            {
                roster.Holding(holding, value: 0);
            }
            else if (scheme.Holdings[holding].Members is not null)
            {
                continue;
            }
            else if (carried?.AddTo(roster, holding, standing.HouseholdId, facts.Holdings[holding]) == true)
            {
                continue;
            }
            else if (facts.Holdings[holding] is { } text)
            {
                roster.Holding(Encoding.UTF8.GetBytes(_schema.Holdings[holding].Name), Encoding.UTF8.GetBytes(text));
            }
            else if (_schema.Holdings[holding].Default is null)
            {
                // One of those that the scheme does not read may be it, under another heading.
                foreach (var unread in facts.Unread)
                {
                    roster.Holding(Encoding.UTF8.GetBytes(unread), default);
                }
            }
        }

        if (onRecordDate is not null)
        {
            members.AddTo(roster, onRecordDate);
            Persons?.Add(onRecordDate.HouseholdId, onRecordDate.Data);
        }

        roster.End();
        return true;
    }

    /// <summary>
    /// What the share-days of the household are made of, by time-weighted holding; those of equal values that follow one another are
    /// one, and of nothing none. Facts that cannot be read give none: then there is no roster either.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>> Pieces()
    {
        var spans = Spans();
        return Enumerable.Range(0, scheme.Holdings.Count).Where(at => _schema.Holdings[at].IsTimeWeighted)
            .ToDictionary(at => scheme.Holdings[at].Name, at => PiecesOf(at, spans), StringComparer.Ordinal);
    }

    private IReadOnlyList<HoldingPiece> PiecesOf(int holding, List<(HouseholdFact Fact, int From, int Days)> spans)
    {
        var column = _schema.Holdings[holding];
        var pieces = new List<HoldingPiece>();
        foreach (var (fact, from, days) in spans)
        {
            var (value, text) = (column.Default ?? 0, FactFigures.Read(fact.Data, _schema).Holdings[holding]);
            if (text is not null && DecimalText.TryParse(text, column.Decimals, out value) != DecimalFault.None)
            {
                return [];
            }

            var held = new Fraction(value, BigInteger.Pow(10, column.Decimals));
            var piece = new HoldingPiece(DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(from + days - 1), held);
            if (pieces.Count > 0 && pieces[^1].Value == held && pieces[^1].To.DayNumber == from - 1)
            {
                pieces[^1] = pieces[^1] with { To = piece.To };
            }
            else if (held.Sign != 0)
            {
                pieces.Add(piece);
            }
        }

        return pieces;
    }

    /// <summary>The days of the window on which the household was present, by the fact that held.</summary>
    private List<(HouseholdFact Fact, int From, int Days)> Spans()
    {
        var (first, end) = (window.From.DayNumber, window.To.DayNumber + 1);
        var spans = new List<(HouseholdFact, int, int)>();
        for (var at = 0; at < _facts.Count; at++)
        {
            var from = Math.Max(_facts[at].From.DayNumber, first);
            var to = at + 1 < _facts.Count ? Math.Min(_facts[at + 1].From.DayNumber, end) : end;
            if (_facts[at].Fact.Present == 1 && from < to)
            {
                spans.Add((_facts[at].Fact, from, to - from));
            }
        }

        return spans;
    }

    // Sum of value × days, days of absence as 0; by the first rules divided by the days of the year, half up.
    private void AddShareDays(RosterBuilder roster, int holding, List<(HouseholdFact Fact, int From, int Days)> spans)
    {
        var column = _schema.Holdings[holding];
        Int128 sum = 0;
        foreach (var (fact, _, days) in spans)
        {
            var value = column.Default ?? 0;
            if (FactFigures.Read(fact.Data, _schema).Holdings[holding] is { } text)
            {
                var fault = DecimalText.TryParse(text, column.Decimals, out value);
                if (fault != DecimalFault.None)
                {
                    var field = roster.Field + ".holdings." + column.Name;
                    roster.RefuseHolding(Encoding.UTF8.GetBytes(column.Name), NumberProblems.Of(fault, field, text, column.Decimals));
                    return;
                }
            }
            else if (column.Default is null)
            {
                RefuseMissing(roster, column, fact);
                return;
            }

            sum += (Int128)value * days;
        }

        if (scheme.Rules == RuleVersion.First)
        {
            roster.Holding(holding, (long)Rounding.HalfUp(new Fraction((BigInteger)sum, window.Days)));
        }
        else if (sum <= long.MaxValue)
        {
            roster.Holding(holding, (long)sum);
        }
        else
        {
            roster.RefuseHolding(Encoding.UTF8.GetBytes(column.Name), new Problem(
                ProblemCodes.OutOfRange, roster.Field + ".holdings." + column.Name, new LocalizedText(
                    $"“{column.Name}”乘以 {window.Days} 天过大，算不了", $"\"{column.Name}\" times {window.Days} days is too large")));
        }
    }

    private static void RefuseMissing(RosterBuilder roster, HoldingColumn column, HouseholdFact fact) =>
        roster.RefuseHolding(Encoding.UTF8.GetBytes(column.Name), new Problem(
            ProblemCodes.MissingHolding, roster.Field + ".holdings." + column.Name, new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"{fact.ValidFrom} 起缺少持有量{column.Called}（没有就写 0）"),
                string.Create(
                    CultureInfo.InvariantCulture, $"holding \"{column.Name}\" is missing from {fact.ValidFrom} (write 0 for none)"))));
}
