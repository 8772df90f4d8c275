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

    /// <summary>The tree of the text's only document, or null with the problem.</summary>
    public static DocumentNode? Parse(string text, out Problem? problem)
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
                throw new YamlException(parser.Current!.Start, parser.Current.End, "only one document is read");
            }

            problem = null;
            return root;
        }
        catch (YamlException exception)
        {
            problem = Malformed(exception.Start, exception.Message);
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet gives up on some broken flow scalars with these instead of an error of its own.
            problem = Malformed(parser.Current?.End ?? Mark.Empty, "a value is broken here");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet stops like this on some broken plain scalars inside { }, and does not say where.
            problem = new Problem(ProblemCodes.MalformedYaml, "", new LocalizedText(
                "YAML 读不下去：检查 { }、[ ] 和引号是否成对", "the YAML cannot be read: check that { }, [ ] and quotes are closed"));
            return null;
        }
    }

    private static Problem Malformed(Mark at, string reason) => new(ProblemCodes.MalformedYaml, "", new LocalizedText(
        $"YAML 第 {at.Line} 行第 {at.Column} 列读不下去：{reason}",
        $"the YAML cannot be read at line {at.Line}, column {at.Column}: {reason}"))
    {
        Line = (int)at.Line,
        Column = (int)at.Column,
    };

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

        throw new YamlException(start, parser.Current.End, "anchors and aliases (& *) are not read");
    }
}
