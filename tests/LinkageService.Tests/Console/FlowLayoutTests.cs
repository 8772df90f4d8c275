using System.Globalization;
using LinkageService.Console.Components;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Problems;

namespace LinkageService.Tests.Console;

/// <summary>The picture of where the money goes: what is taller is more, in every column alike.</summary>
public sealed class FlowLayoutTests
{
    // Of a pixel: what dividing leaves.
    private const decimal Least = 0.001m;

    public static TheoryData<string, string> Flows => new()
    {
        { "one way", "a>p:100000 p>h:100000" },
        { "columns of one and of many", "a>p:100000 p>s1:1 p>s2:9999 p>s3:40000 p>s4:50000 s1>h:1 s2>h:9999 s3>h:40000 s4>h:50000" },
        { "sources of many, an end early", "a>p:3 b>p:500 c>p:7000 d>p:90000 p>f:1000 p>h:96503" },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public void Of_AnyFlow_HasOneScaleAndNothingLiesOverAnything(string name, string links)
    {
        var flow = Flow(links);
        var layout = FlowLayout.Of(flow);
        Assert.True(layout.Places.Count == flow.Nodes.Count && layout.Bands.Count == flow.Links.Count, name);
        var scale = layout.Places[0].Height / layout.Places[0].Node.Through.Fen;
        Assert.All(layout.Places, place => Assert.Equal(scale * place.Node.Through.Fen, place.Height, 10));
        Assert.All(layout.Bands, band => Assert.Equal(scale * band.Link.Amount.Fen, band.Thickness, 10));
        Assert.All(layout.Places, place => Assert.True(
            place.Y > -Least && place.Y + place.Height < layout.Height + Least && place.X < FlowLayout.Width));
        foreach (var column in layout.Places.GroupBy(place => place.X))
        {
            var placed = column.OrderBy(place => place.Y).ToArray();
            Assert.All(placed.Zip(placed.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height < pair.Second.Y));
        }

        Assert.All(layout.Bands, band => Assert.True(band.FromX < band.ToX));
    }

    // a>p:100 is a hundred fen from a to p.
    private static MoneyFlow Flow(string text)
    {
        var links = text.Split(' ').Select(each => each.Split('>', ':'))
            .Select(each => new FlowLink(each[0], each[1], new Money(long.Parse(each[2], CultureInfo.InvariantCulture))))
            .ToArray();
        var nodes = links.SelectMany(link => new[] { link.From, link.To }).Distinct(StringComparer.Ordinal).Select(id => new FlowNode(
            id, FlowNodeKind.Pool, new LocalizedText(id, id), Money.Zero, Money.Zero, new Money(Math.Max(
                links.Where(link => link.From == id).Sum(link => link.Amount.Fen),
                links.Where(link => link.To == id).Sum(link => link.Amount.Fen)))));
        return new MoneyFlow([.. nodes], links);
    }
}
