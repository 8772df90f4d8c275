using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LinkageService.Documents;

/// <summary>Where a value begins and ends in a text, as letters from its start; comments after it are not of it.</summary>
internal abstract record YamlPlace(int Start, int End);

/// <summary>A value without parts; one that is empty has no letters.</summary>
internal sealed record YamlScalarPlace(int Start, int End, ScalarStyle Style) : YamlPlace(Start, End)
{
    /// <summary>Whether it is written as lines below its key (| or &gt;).</summary>
    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;
}

/// <summary>A mapping; <c>{ }</c> is its flow form.</summary>
internal sealed record YamlMappingPlace(int Start, int End, bool IsFlow, IReadOnlyList<YamlEntryPlace> Entries) : YamlPlace(Start, End);

/// <summary>A list; <c>[ ]</c> is its flow form.</summary>
internal sealed record YamlSequencePlace(int Start, int End, bool IsFlow, IReadOnlyList<YamlPlace> Items) : YamlPlace(Start, End);

/// <summary>A key with its value.</summary>
internal sealed record YamlEntryPlace(string Key, int Start, int KeyEnd, YamlPlace Value)
{
    public int End => Math.Max(KeyEnd, Value.End);
}

/// <summary>Finds where everything stands in a YAML text that can be read; JSON is YAML too.</summary>
internal static class YamlPlaces
{
    /// <summary>The place of the document; null when the text cannot be read.</summary>
    public static YamlPlace? Of(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            return Read(parser, text, indent: -1);
        }
        catch (Exception exception) when (exception
            is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // The indent is that of the key or dash before the value: what goes on below it is indented deeper.
    private static YamlPlace Read(IParser parser, string text, int indent)
    {
        var (start, end) = ((int)parser.Current!.Start.Index, (int)parser.Current.End.Index);
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var place = new YamlScalarPlace(start, end, scalar.Style);
            return place.IsBlock ? place with { End = EndOfBlock(text, start, indent) } : place;
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<YamlPlace>();
            while (!parser.Accept<SequenceEnd>(out _))
            {
                items.Add(Read(parser, text, Column(text, start)));
            }

            var close = parser.Consume<SequenceEnd>();
            var isFlow = sequence.Style == SequenceStyle.Flow;
            return new YamlSequencePlace(start, isFlow ? AfterBracket(close) : items[^1].End, isFlow, items);
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            var entries = new List<YamlEntryPlace>();
            while (!parser.Accept<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var at = (int)key.Start.Index;
                entries.Add(new YamlEntryPlace(key.Value, at, (int)key.End.Index, Read(parser, text, Column(text, at))));
            }

            var close = parser.Consume<MappingEnd>();
            var isFlow = mapping.Style == MappingStyle.Flow;
            return new YamlMappingPlace(start, isFlow ? AfterBracket(close) : entries[^1].End, isFlow, entries);
        }

        throw new YamlException(parser.Current.Start, parser.Current.End, YamlFault.Alias);
    }

    // The event of an end stands before its bracket.
    private static int AfterBracket(ParsingEvent close) => (int)close.Start.Index + 1;

    /// <summary>How many letters stand before this one on its line.</summary>
    public static int Column(string text, int at) => at - LineStart(text, at);

    /// <summary>Where the line of this letter begins.</summary>
    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line of this letter ends: at its line break, or at the end of the text.</summary>
    public static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    // The last of the lines below that is indented deeper; empty ones after it belong to what follows.
    private static int EndOfBlock(string text, int start, int indent)
    {
        var end = LineEnd(text, start);
        for (var next = end; next < text.Length;)
        {
            var from = next + 1;
            next = LineEnd(text, from);
            var line = text.AsSpan(from, next - from);
            if (line.TrimEnd().IsEmpty)
            {
                if (from >= text.Length)
                {
                    break;
                }

                continue;
            }

            if (line.Length - line.TrimStart(' ').Length <= indent)
            {
                break;
            }

            end = next;
        }

        return end;
    }
}
