using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LinkageService.Documents;

/// <summary>Reads YAML text as a document tree: every scalar as written, with line and column.</summary>
internal static class YamlDocument
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 20_000;

    /// <summary>The tree of the text's only document, or null with everything that keeps it from being read.</summary>
    public static DocumentNode? Parse(string text, out IReadOnlyList<Problem> problems)
    {
        var root = TryParse(text, out var fault);
        problems = fault is null ? [] : YamlMistakes.Of(text, fault);
        return root;
    }

    /// <summary>The tree, or null with where and why the parser stopped.</summary>
    public static DocumentNode? TryParse(string text, out YamlFault? fault)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = Read(parser, depth: 0, ref nodes);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                throw new YamlException(parser.Current!.Start, parser.Current.End, YamlFault.SecondDocument);
            }

            fault = null;
            return root;
        }
        catch (YamlException exception)
        {
            fault = new YamlFault((int)exception.Start.Line, (int)exception.Start.Column, exception.Message);
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet gives up on some broken flow scalars with these instead of an error of its own.
            var at = parser.Current?.End ?? Mark.Empty;
            fault = new YamlFault((int)at.Line, (int)at.Column, "a value is broken here");
            return null;
        }
    }

    private static DocumentNode Read(IParser parser, int depth, ref int nodes)
    {
        var start = parser.Current!.Start;
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            throw new YamlException(start, start, $"more than {MaxDepth} levels or {MaxNodes} values");
        }

        var (line, column) = ((int)start.Line, (int)start.Column);
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
            return new DocumentScalar(isNull ? null : scalar.Value, line, column);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<DocumentNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Read(parser, depth + 1, ref nodes));
            }

            return new DocumentSequence(items, line, column);
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            var entries = new List<DocumentEntry>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                entries.Add(new DocumentEntry(key.Value, Read(parser, depth + 1, ref nodes), (int)key.Start.Line, (int)key.Start.Column));
            }

            return new DocumentMapping(entries, line, column);
        }

        throw new YamlException(start, parser.Current.End, YamlFault.Alias);
    }
}

/// <summary>Where and why the parser of YAML stopped.</summary>
/// <param name="Line">The line, from 1; 0 where it does not say.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Reason">Its words, in English.</param>
internal sealed record YamlFault(int Line, int Column, string Reason)
{
    public const string SecondDocument = "only one document is read";

    public const string Alias = "anchors and aliases (& *) are not read";
}
