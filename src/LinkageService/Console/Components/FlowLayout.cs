using LinkageService.Engine.Flows;

namespace LinkageService.Console.Components;

/// <summary>
/// Where the places and bands of a flow of money are drawn: one scale over the whole picture, so that what is taller is more.
/// </summary>
/// <param name="Places">One for each node.</param>
/// <param name="Bands">One for each link.</param>
/// <param name="Height">Of the picture.</param>
internal sealed record FlowLayout(IReadOnlyList<FlowPlace> Places, IReadOnlyList<FlowBand> Bands, decimal Height)
{
    /// <summary>Of the picture.</summary>
    public const int Width = 960;

    /// <summary>Of a place.</summary>
    public const int PlaceWidth = 18;

    private const int Gap = 22;
    private const int HeightOfAPlace = 46;
    private const int LeastHeight = 240;

    // What the names of the last column need.
    private const int NameRoom = 220;

    /// <summary>Draws a flow that has links.</summary>
    public static FlowLayout Of(MoneyFlow flow)
    {
        var at = Columns(flow);
        var columns = flow.Nodes.GroupBy(node => at[node.Id]).Select(column => (column.Key, Nodes: column.ToArray())).ToArray();
        decimal height = Math.Max(LeastHeight, HeightOfAPlace * columns.Max(column => column.Nodes.Length));
        var scale = columns.Min(column => (height - GapsOf(column.Nodes)) / Math.Max(1, column.Nodes.Sum(node => node.Through.Fen)));
        var step = (decimal)(Width - PlaceWidth - NameRoom) / Math.Max(1, columns.Max(column => column.Key));
        var places = new Dictionary<string, FlowPlace>(StringComparer.Ordinal);
        foreach (var (column, nodes) in columns)
        {
            var top = (height - GapsOf(nodes) - (nodes.Sum(node => node.Through.Fen) * scale)) / 2;
            foreach (var node in nodes)
            {
                places[node.Id] = new FlowPlace(node, column * step, top, node.Through.Fen * scale);
                top += places[node.Id].Height + Gap;
            }
        }

        return new FlowLayout([.. flow.Nodes.Select(node => places[node.Id])], [.. Drawn(flow, places, scale)], height);
    }

    // A column after the last of those it comes from; what goes nowhere stands in the last one.
    private static Dictionary<string, int> Columns(MoneyFlow flow)
    {
        var columns = flow.Nodes.ToDictionary(node => node.Id, node => 0, StringComparer.Ordinal);

        // There are no circles: no way is longer than there are places.
        for (var round = 0; round < flow.Nodes.Count; round++)
        {
            foreach (var link in flow.Links)
            {
                columns[link.To] = Math.Max(columns[link.To], columns[link.From] + 1);
            }
        }

        var last = columns.Values.Max();
        var goingOn = flow.Links.Select(link => link.From).ToHashSet(StringComparer.Ordinal);
        foreach (var node in flow.Nodes.Where(node => !goingOn.Contains(node.Id)))
        {
            columns[node.Id] = last;
        }

        return columns;
    }

    private static IEnumerable<FlowBand> Drawn(MoneyFlow flow, Dictionary<string, FlowPlace> places, decimal scale)
    {
        var left = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var reached = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var link in flow.Links)
        {
            var (from, to, thickness) = (places[link.From], places[link.To], link.Amount.Fen * scale);
            var (above, over) = (left.GetValueOrDefault(link.From), reached.GetValueOrDefault(link.To));
            (left[link.From], reached[link.To]) = (above + thickness, over + thickness);
            yield return new FlowBand(
                link, from.X + PlaceWidth, from.Y + above + (thickness / 2), to.X, to.Y + over + (thickness / 2), thickness);
        }
    }

    private static int GapsOf(FlowNode[] nodes) => Gap * (nodes.Length - 1);
}

/// <summary>A place of the picture.</summary>
/// <param name="Node">What it is.</param>
/// <param name="X">The left edge of its bar, in units of the picture.</param>
/// <param name="Y">The upper edge of its bar, in units of the picture.</param>
/// <param name="Height">In proportion to all that passes.</param>
internal sealed record FlowPlace(FlowNode Node, decimal X, decimal Y, decimal Height);

/// <summary>A band of the picture, by the middle of its ends.</summary>
/// <param name="Link">What it is.</param>
/// <param name="FromX">Where it begins.</param>
/// <param name="FromY">Where it begins.</param>
/// <param name="ToX">Where it ends.</param>
/// <param name="ToY">Where it ends.</param>
/// <param name="Thickness">In proportion to the amount.</param>
internal sealed record FlowBand(FlowLink Link, decimal FromX, decimal FromY, decimal ToX, decimal ToY, decimal Thickness);
