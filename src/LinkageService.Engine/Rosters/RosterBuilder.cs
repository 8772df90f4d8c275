using System.Buffers;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// Takes households in any order and makes the sorted roster, or all the problems found (the first
/// <see cref="MaxProblems"/> are kept, the rest counted). Not thread-safe.
/// </summary>
public sealed class RosterBuilder
{
    /// <summary>Problems kept for the answer.</summary>
    /// <value>100.</value>
    public const int MaxProblems = 100;

    private readonly RosterSchema _schema;
    private readonly int _maxHouseholds;
    private readonly ArrayBufferWriter<byte> _ids = new();
    private readonly long[][] _holdings;
    private readonly ulong[][] _tags;
    private readonly List<Problem> _problems = [];
    private readonly UnreadNames _unreadHoldings;
    private readonly UnreadNames _unreadTags;
    private readonly LabelsBuilder _labels;
    private int[] _starts = new int[64];
    private string? _called;
    private ulong _stated;
    private ulong _statedUnread;
    private ulong _everStated;
    private readonly string?[] _similar;
    private bool _hasId;

    /// <summary>A builder for one scheme's columns.</summary>
    /// <param name="schema">What the scheme reads.</param>
    /// <param name="maxHouseholds">Households beyond this are refused with <c>too_many_households</c>.</param>
    public RosterBuilder(RosterSchema schema, int maxHouseholds)
    {
        _schema = schema;
        _maxHouseholds = maxHouseholds;
        _unreadHoldings = new UnreadNames(schema.Holdings.Select(column => new[] { column.Name, column.Title }).ToArray(), isLoose: true);
        _unreadTags = new UnreadNames(schema.TagsRead.Select(tag => new[] { tag, AccountWords.OfTag(tag).Zh }).ToArray(), isLoose: false);
        _labels = new LabelsBuilder(schema, this);
        _holdings = schema.Holdings.Select(_ => new long[64]).ToArray();
        _similar = new string?[_holdings.Length];
        _tags = Enumerable.Range(0, Math.Max(schema.TagsRead.Count, schema.RegisteredAt + 1)).Select(_ => new ulong[1]).ToArray();
    }

    /// <summary>Households taken so far.</summary>
    public int Count { get; private set; }

    /// <summary>The first problems, in order.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>How many problems there were.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>Whether the limit of households was passed; nothing more is taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Field of the household being read, such as <c>households[3]</c>, or <c>households[0002]</c> when it has a name.</summary>
    public string Field => _called is null
        ? string.Create(CultureInfo.InvariantCulture, $"households[{Count}]")
        : $"households[{_called}]";

    /// <summary>Starts the next household. Its parts may follow in any order.</summary>
    /// <param name="called">What problems call it; null for its place in what was sent.</param>
    /// <returns>False when there are too many households already.</returns>
    public bool Begin(string? called = null)
    {
        _called = called;
        if (Count >= _maxHouseholds)
        {
            if (!IsFull)
            {
                IsFull = true;
                Report(ProblemCodes.TooManyHouseholds, "households", $"农户超过 {_maxHouseholds} 户的上限",
                    $"more than {_maxHouseholds} households, the limit");
            }

            return false;
        }

        if (Count + 1 >= _starts.Length)
        {
            Grow();
        }

        _starts[Count] = _ids.WrittenCount;
        _stated = 0;
        _statedUnread = 0;
        _hasId = false;
        _labels.Begin(Count);
        return true;
    }

    /// <summary>States the id as somebody wrote it; it is taken in its one spelling, see <see cref="HouseholdIds"/>.</summary>
    public void Id(ReadOnlySpan<byte> utf8)
    {
        if (HouseholdIds.IsPlain(utf8))
        {
            StoredId(utf8);
            return;
        }

        var id = HouseholdIds.Normalize(Encoding.UTF8.GetString(utf8));
        if (HouseholdIds.Fault(id) is { } fault)
        {
            RefuseId(new Problem(ProblemCodes.InvalidHouseholdId, Field + ".id", fault));
            return;
        }

        StoredId(Encoding.UTF8.GetBytes(id));
    }

    /// <summary>States an id as it is stored, whatever the rules were when it was.</summary>
    public void StoredId(ReadOnlySpan<byte> utf8)
    {
        if (_hasId)
        {
            Report(ProblemCodes.DuplicateField, Field + ".id", "户编号写了两次", "the household id is stated twice");
            return;
        }

        _hasId = true;
        _ids.Write(utf8);
    }

    /// <summary>Gives the household a tag; one the scheme does not read is only named.</summary>
    public void Tag(ReadOnlySpan<byte> utf8)
    {
        var tag = RosterSchema.IndexOf(_schema.KnownTagNames, utf8);
        if (tag < 0 && _schema.TakesOtherWords && !_unreadTags.Has(utf8) && _schema.TagOf(Encoding.UTF8.GetString(utf8)) is { } known)
        {
            tag = RosterSchema.IndexOf(_schema.KnownTagNames, Encoding.UTF8.GetBytes(known));
        }

        if (tag < 0)
        {
            UnreadTag(utf8);
        }
        else if (tag < _tags.Length)
        {
            _tags[tag][Count >> 6] |= 1UL << (Count & 63);
        }
    }

    private void UnreadTag(ReadOnlySpan<byte> utf8)
    {
        var (place, name) = (_unreadTags.PlaceOf(utf8), Show(utf8));
        if (place < 0)
        {
            Report(ProblemCodes.UnknownTag, Field + ".tags", $"名册的人员类别太多，“{name}”是第 {UnreadNames.MaxNames + 1} 个本方案不用的人员类别",
                $"too many tags: \"{name}\" is number {UnreadNames.MaxNames + 1} that the scheme does not read");
        }
        else if (_unreadTags.ResemblanceOf(place) is >= 0 and var resembled)
        {
            var known = _schema.TagsRead[resembled];
            var word = _schema.TakesOtherWords && !name.All(char.IsAscii) ? RosterNames.TagWord(known) ?? known : known;
            Report(ProblemCodes.UnknownTag, Field + ".tags", $"未知人员类别“{name}”；是不是“{word}”？",
                $"unknown tag \"{name}\"; did you mean \"{known}\"?");
        }
    }

    /// <summary>States a label, such as the village; one the scheme does not read is only named, a blank one states nothing.</summary>
    public void Label(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _labels.Add(name, value);

    /// <summary>Reports that the labels came in a form that cannot be read; none is called missing then.</summary>
    public void RefuseLabels(Problem problem)
    {
        Add(problem);
        _labels.Refuse();
    }

    /// <summary>States a holding as a decimal; one the scheme does not read is only named, whatever its value.</summary>
    public void Holding(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var holding = RosterSchema.IndexOf(_schema.HoldingNames, name);
        if (holding < 0 && _schema.TakesOtherWords && !_unreadHoldings.Has(name))
        {
            holding = _schema.OtherHolding(Encoding.UTF8.GetString(name)) ?? -1;
        }

        if (holding < 0)
        {
            if (_unreadHoldings.PlaceOf(name) is >= 0 and var place)
            {
                _statedUnread |= 1UL << place;
                return;
            }

            Report(ProblemCodes.UnknownHolding, Field + ".holdings." + Show(name),
                $"名册的列太多，“{Show(name)}”是第 {UnreadNames.MaxNames + 1} 个本方案不用的列",
                $"too many columns: \"{Show(name)}\" is number {UnreadNames.MaxNames + 1} that the scheme does not read");
            return;
        }

        var column = _schema.Holdings[holding];
        if ((_stated & 1UL << holding) != 0)
        {
            Report(ProblemCodes.DuplicateField, HoldingField(column), "同一持有量写了两次", "the holding is stated twice");
        }

        _stated |= 1UL << holding;
        var fault = DecimalText.TryParse(value, column.Decimals, out _holdings[holding][Count]);
        if (fault != DecimalFault.None)
        {
            Add(NumberProblems.Of(fault, HoldingField(column), Show(value), column.Decimals));
        }
    }

    /// <summary>The days whose share-days are stated for time-weighted holdings; null when values are stated as held.</summary>
    public HoldingWindow? Window { get; set; }

    /// <summary>States a holding worked out from other figures, as an integer over the column's denominator.</summary>
    /// <param name="holding">Its place in the schema.</param>
    /// <param name="value">Not negative.</param>
    public void Holding(int holding, long value)
    {
        Invariant.Holds(value >= 0, "nobody holds less than nothing");
        _stated |= 1UL << holding;
        _holdings[holding][Count] = value;
    }

    /// <summary>Ends the household: fills defaults, reports what is missing.</summary>
    public void End()
    {
        if (!_hasId)
        {
            Report(ProblemCodes.MissingField, Field + ".id", "缺少户编号 id", "the household id is missing");
        }

        for (var holding = 0; holding < _holdings.Length; holding++)
        {
            if ((_stated & 1UL << holding) != 0)
            {
                continue;
            }

            var column = _schema.Holdings[holding];
            var similar = _statedUnread == 0 ? null : _unreadHoldings.Similar(_statedUnread, holding);
            if (_statedUnread != 0 && _unreadHoldings.Resembling(_statedUnread, holding) is { } resembling)
            {
                var shown = NumberProblems.Shorten(resembling);
                var meant = shown == column.Title ? $"“{column.Name}”" : column.Called;
                Report(ProblemCodes.UnknownHolding, Field + ".holdings." + shown,
                    $"本方案没有持有量“{shown}”；是不是{meant}？",
                    $"the scheme has no holding \"{shown}\"; did you mean \"{column.Name}\"?");
            }
            else if (column.Default is { } value)
            {
                _holdings[holding][Count] = value;
                _similar[holding] ??= similar;
            }
            else if (similar is not null)
            {
                var (title, shown) = (column.Title.Length > 0 ? column.Title : column.Name, NumberProblems.Shorten(similar));
                Report(ProblemCodes.MissingHolding, HoldingField(column),
                    $"缺少{column.Called}；名册里的“{shown}”是不是它？是的话把列名改成“{title}”",
                    $"holding \"{column.Name}\" is missing; is it \"{shown}\" of the roster? Then name the column \"{column.Name}\"");
            }
            else
            {
                Report(ProblemCodes.MissingHolding, HoldingField(column),
                    $"缺少持有量{column.Called}（没有就写 0）", $"holding \"{column.Name}\" is missing (write 0 for none)");
            }
        }

        _everStated |= _stated;
        _labels.End();
        _ids.Write("\n"u8);
        Count++;
    }

    /// <summary>Counts a household whose form cannot be read, so that those after it keep their places.</summary>
    public void Skip(Problem problem)
    {
        Add(problem);
        _ids.Write("\n"u8);
        Count++;
    }

    /// <summary>Reports that the id came in a form that cannot be read; it is not called missing then.</summary>
    public void RefuseId(Problem problem)
    {
        Add(problem);
        _hasId = true;
    }

    /// <summary>Reports that the holdings came in a form that cannot be read; none is called missing then.</summary>
    public void RefuseHoldings(Problem problem)
    {
        Add(problem);
        _stated = ulong.MaxValue;
    }

    /// <summary>Reports that a holding came in a form that cannot be read; it is not called missing then.</summary>
    public void RefuseHolding(ReadOnlySpan<byte> name, Problem problem)
    {
        Add(problem);
        var holding = RosterSchema.IndexOf(_schema.HoldingNames, name);
        _stated |= holding < 0 ? 0 : 1UL << holding;
    }

    /// <summary>Reports a problem found by the reader of the households' form.</summary>
    public void Add(Problem problem)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>The sorted roster, or null when there are <see cref="Problems"/>.</summary>
    public Roster? Build()
    {
        if (Count == 0 && ProblemCount == 0)
        {
            Report(ProblemCodes.EmptyRoster, "households", "名册是空的，至少要有一户", "the roster is empty; it needs at least one household");
        }

        if (ProblemCount > 0)
        {
            return null;
        }

        _starts[Count] = _ids.WrittenCount;
        var order = RosterOrder.Of(_ids.WrittenSpan, _starts.AsSpan(0, Count + 1));
        ReportDuplicates(order);
        return ProblemCount > 0 ? null : Arrange(order);
    }

    private void ReportDuplicates(int[]? order)
    {
        for (var place = 1; place < Count; place++)
        {
            var (first, second) = (order?[place - 1] ?? place - 1, order?[place] ?? place);
            var id = RosterOrder.Id(_ids.WrittenSpan, _starts, second);
            if (id.SequenceEqual(RosterOrder.Id(_ids.WrittenSpan, _starts, first)))
            {
                var (text, later, earlier) = (Show(id), Math.Max(first, second), Math.Min(first, second));
                Report(ProblemCodes.DuplicateHousehold, string.Create(CultureInfo.InvariantCulture, $"households[{later}].id"),
                    $"户编号“{text}”和第 {earlier + 1} 户的重复", $"household id \"{text}\" repeats households[{earlier}]");
            }
        }
    }

    private Roster Arrange(int[]? order)
    {
        var holdings = _holdings.Select(column => RosterOrder.Arrange(column, order, Count)).ToArray();
        var tags = _tags.Select(bits => GroupMask.Where(Count, place =>
        {
            var household = order?[place] ?? place;
            return (bits[household >> 6] >> (household & 63) & 1) != 0;
        })).ToArray();
        var (ids, starts) = RosterOrder.Arrange(_ids.WrittenSpan, _starts, order, Count);
        return new Roster(_schema, ids, starts, holdings, tags[.._schema.TagsRead.Count], tags[_schema.RegisteredAt], Window)
        {
            UnreadHoldings = _unreadHoldings.All,
            UnreadTags = _unreadTags.All,
            SimilarHoldings = [.. Enumerable.Range(0, _similar.Length)
                .Where(at => _similar[at] is not null && (_everStated & 1UL << at) == 0)
                .Select(at => (_similar[at]!, _schema.Holdings[at]))],
            SimilarTags = [.. _unreadTags.SimilarOnes.Select(each => (each.Name, _schema.TagsRead[each.Known]))],
            UnreadLabels = _labels.Unread,
            Labels = _labels.Arrange(order, Count),
        };
    }

    private void Report(ProblemCode code, string field, string zh, string en) =>
        Add(new Problem(code, field, new LocalizedText(zh, en)));

    private string HoldingField(HoldingColumn column) => Field + ".holdings." + column.Name;

    private static string Show(ReadOnlySpan<byte> utf8) => NumberProblems.Shorten(Encoding.UTF8.GetString(utf8));

    private void Grow()
    {
        var length = _starts.Length * 2;
        Array.Resize(ref _starts, length);
        for (var i = 0; i < _holdings.Length; i++)
        {
            Array.Resize(ref _holdings[i], length);
        }

        for (var i = 0; i < _tags.Length; i++)
        {
            Array.Resize(ref _tags[i], (length + 63) >> 6);
        }
    }
}
