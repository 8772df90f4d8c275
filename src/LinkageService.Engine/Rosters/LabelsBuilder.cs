using System.Text;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Rosters;

/// <summary>Takes the labels of households as a <see cref="RosterBuilder"/> reads them. Values have one spelling, as ids have.</summary>
internal sealed class LabelsBuilder
{
    /// <summary>Values of a label in one roster.</summary>
    /// <value>1,000 villages or teams; a column with more is none of them.</value>
    public const int MaxValues = 1000;

    private readonly RosterSchema _schema;
    private readonly RosterBuilder _roster;
    private readonly UnreadNames _unread;
    private readonly LabelValues[] _values;
    private readonly List<int>[] _codes;
    private ulong _stated;
    private ulong _statedUnread;

    public LabelsBuilder(RosterSchema schema, RosterBuilder roster)
    {
        (_schema, _roster) = (schema, roster);
        _unread = new UnreadNames(schema.Labels.Select(label => new[] { label.Name, label.Title }).ToArray(), isLoose: false);
        _values = schema.Labels.Select(_ => new LabelValues()).ToArray();
        _codes = schema.Labels.Select(_ => new List<int>()).ToArray();
    }

    /// <summary>Labels that came along and the scheme does not read, in the order they came.</summary>
    public IReadOnlyList<string> Unread => _unread.All;

    /// <summary>Starts the household at a place.</summary>
    public void Begin(int household)
    {
        _stated = 0;
        _statedUnread = 0;
        foreach (var codes in _codes)
        {
            // A household that was skipped has none; its problem keeps the roster from being built.
            while (codes.Count <= household)
            {
                codes.Add(0);
            }
        }
    }

    /// <summary>States a label; one the scheme does not read is only named. A blank value states nothing.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var label = RosterSchema.IndexOf(_schema.LabelNames, name);
        if (label < 0)
        {
            AddUnread(name);
            return;
        }

        if ((_stated & 1UL << label) != 0)
        {
            Report(ProblemCodes.DuplicateField, label, "写了两次", "it is stated twice");
        }

        if (_values[label].CodeOf(value, out var fault) is not { } code)
        {
            if (fault is not null)
            {
                _stated |= 1UL << label;
                Report(ProblemCodes.InvalidValue, label, fault.Zh, fault.En);
            }

            return;
        }

        _stated |= 1UL << label;
        _codes[label][^1] = code;
        if (code == MaxValues)
        {
            Report(ProblemCodes.InvalidValue, label, $"不同的写法超过 {MaxValues} 个；是不是拿错了列？",
                $"more than {MaxValues} different values; is it another column?");
        }
    }

    /// <summary>Ends the household: what is missing.</summary>
    public void End()
    {
        for (var label = 0; label < _codes.Length; label++)
        {
            if ((_stated & 1UL << label) == 0)
            {
                var title = _schema.Labels[label] is { Title.Length: > 0 } titled ? titled.Title : _schema.Labels[label].Name;
                var resembling = _statedUnread == 0 ? null : _unread.Resembling(_statedUnread, label);
                var near = resembling is null ? null : NumberProblems.Shorten(resembling);
                Report(ProblemCodes.MissingLabel, label,
                    near is null ? $"没有写；方案按“{title}”分开算，每户都要写明" : $"没有写；“{near}”是不是“{_schema.Labels[label].Name}”？",
                    near is null ? "it is missing: the scheme reckons by it, so every household states its own"
                        : $"it is missing; is \"{near}\" meant?");
            }
        }
    }

    /// <summary>Says that the labels of the household came in a form that cannot be read; none is called missing then.</summary>
    public void Refuse() => _stated = ulong.MaxValue;

    /// <summary>The columns, values in the order of their UTF-8 bytes.</summary>
    /// <param name="order">The households in order; null when they came in order.</param>
    /// <param name="count">How many there are.</param>
    public LabelColumn[] Arrange(int[]? order, int count) => _codes.Select((codes, label) =>
    {
        var (values, places) = _values[label].InOrder();
        var arranged = new int[count];
        for (var place = 0; place < count; place++)
        {
            arranged[place] = places[codes[order?[place] ?? place]];
        }

        return new LabelColumn(_schema.Labels[label].Name, values, arranged);
    }).ToArray();

    private void AddUnread(ReadOnlySpan<byte> name)
    {
        if (_unread.PlaceOf(name) is >= 0 and var place)
        {
            _statedUnread |= 1UL << place;
            return;
        }

        _roster.Add(new Problem(ProblemCodes.InvalidValue, _roster.Field + ".labels", new LocalizedText(
            $"本方案不用的归属超过 {UnreadNames.MaxNames} 个", $"more than {UnreadNames.MaxNames} labels that the scheme does not read")));
    }

    private void Report(ProblemCode code, int label, string zh, string en)
    {
        var (name, title) = (_schema.Labels[label].Name, _schema.Labels[label].Title);
        var called = title.Length == 0 || title == name ? $"“{name}”" : $"“{title}”（{name}）";
        _roster.Add(new Problem(
            code, $"{_roster.Field}.labels.{name}", new LocalizedText($"{called}：{zh}", $"label \"{name}\": {en}")));
    }

    /// <summary>The values of one label, each with its code: 0, 1, … in the order they came.</summary>
    private sealed class LabelValues
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
        private byte[] _last = [];
        private int _lastCode = -1;

        /// <summary>The code of a value; null where it is blank, or at fault.</summary>
        public int? CodeOf(ReadOnlySpan<byte> utf8, out LocalizedText? fault)
        {
            fault = null;
            if (_lastCode >= 0 && utf8.SequenceEqual(_last))
            {
                return _lastCode;
            }

            var value = LabelText.Normalize(Encoding.UTF8.GetString(utf8));
            if (value.Length == 0)
            {
                return null;
            }

            fault = LabelText.Fault(value);
            if (fault is not null)
            {
                return null;
            }

            if (!_codes.TryGetValue(value, out var code))
            {
                if (_codes.Count == MaxValues)
                {
                    return MaxValues;
                }

                code = _codes.Count;
                _codes[value] = code;
            }

            (_last, _lastCode) = (utf8.ToArray(), code);
            return code;
        }

        public (string[] Values, int[] Places) InOrder()
        {
            var values = _codes.Keys.ToArray();
            Array.Sort(values, (left, right) =>
                Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));
            var places = new int[values.Length];
            for (var place = 0; place < values.Length; place++)
            {
                places[_codes[values[place]]] = place;
            }

            return (values, places);
        }
    }
}
