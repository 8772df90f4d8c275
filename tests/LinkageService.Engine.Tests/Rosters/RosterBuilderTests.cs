using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Tests.Rosters;

/// <summary>Rosters: order by code point whatever the order of arrival, and every bad input with its field.</summary>
public sealed class RosterBuilderTests
{
    private static readonly RosterSchema Schema = new(
        [new HoldingColumn("land", 4, Default: null), new HoldingColumn("capital", 2, Default: 0)], ["registered", "低保户"]);

    [Fact]
    public void Build_AnyArrival_SortedByCodePointWithItsValues()
    {
        // UTF-16 would put 𠮷 (U+20BB7) before ｆ (U+FF46); shared prefixes go past the eight bytes of the first sort
        string[] ids = ["", "10", "9", "A", "a", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaab", "z", "é", "户1", "户10", "户2", "﨎", "𠮷"];
        ids = [.. ids.Skip(1), .. Enumerable.Range(0, 200).Select(number => "户户户户" + number.ToString("D4", CultureInfo.InvariantCulture))];
        var expected = ids.OrderBy(CodePoints, StringComparer.Ordinal).ToArray();
        for (var seed = 0; seed < 20; seed++)
        {
            var arrival = ids.ToArray();
            new Random(seed).Shuffle(arrival);
            var builder = new RosterBuilder(Schema, 1000);
            foreach (var id in arrival)
            {
                var place = Array.IndexOf(expected, id);
                State(builder, id, place.ToString(CultureInfo.InvariantCulture) + ".5", place % 3 == 0 ? "registered" : "hardship");
            }

            var roster = builder.Build()!;

            Assert.Equal(expected, Enumerable.Range(0, roster.Count).Select(roster.Id));
            Assert.All(Enumerable.Range(0, roster.Count), place =>
            {
                Assert.Equal((place * 10_000) + 5_000, roster.Holding(0)[place]);
                Assert.Equal(place % 3 == 0, roster.Tagged("registered").Contains(place));
                Assert.Equal(place, roster.IndexOf(expected[place]));
            });
        }
    }

    [Theory]
    [InlineData("1.2345", null)]
    [InlineData("0", null)]
    [InlineData("007", null)]
    [InlineData("99999999999999.9999", null)]
    [InlineData("100000000000000", "out_of_range")]
    [InlineData("1.23456", "too_many_decimals")]
    [InlineData("1.00000", "too_many_decimals")]
    [InlineData("-1", "negative_amount")]
    [InlineData("-0", "negative_amount")]
    [InlineData("−0", "not_a_number")]
    [InlineData("+1", "not_a_number")]
    [InlineData("1.", "not_a_number")]
    [InlineData(".5", "not_a_number")]
    [InlineData("", "not_a_number")]
    [InlineData(" 1", "not_a_number")]
    [InlineData("1,000", "not_a_number")]
    [InlineData("1e400", "not_a_number")]
    [InlineData("NaN", "not_a_number")]
    [InlineData("Infinity", "not_a_number")]
    [InlineData("0x10", "not_a_number")]
    [InlineData("１２", "not_a_number")]
    [InlineData("٣", "not_a_number")]
    [InlineData("1.2.3", "not_a_number")]
    public void Holding_Text_ExactOrRefusedAtItsField(string value, string? code)
    {
        var builder = new RosterBuilder(Schema, 10);
        State(builder, "a", "1");
        State(builder, "b", value);

        var roster = builder.Build();

        Assert.Equal(code is null, roster is not null);
        Assert.Equal(code is null ? [] : [$"{code} households[1].holdings.land"], Shown(builder));
    }

    public static TheoryData<byte[], string?> Ids() => new()
    {
        { "0001"u8.ToArray(), null },
        { "张三 家"u8.ToArray(), null },
        { Encoding.UTF8.GetBytes(new string('户', 64)), null },
        { Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("𠮷", 64))), null },
        { [], "空" },
        { Encoding.UTF8.GetBytes(new string('a', 65)), "65" },
        { Encoding.UTF8.GetBytes(new string('户', 65)), "65" },
        { " a"u8.ToArray(), null },
        { "a\u3000"u8.ToArray(), null },
        { "a\tb"u8.ToArray(), "看不见" },
        { "a\nb"u8.ToArray(), "看不见" },
        { "a\u0085b"u8.ToArray(), "看不见" },
        { "a\u2028b"u8.ToArray(), "看不见" },
        { "a\u200Bb"u8.ToArray(), "看不见" },
        { "a%2Fb"u8.ToArray(), "百分号" },
        { ".."u8.ToArray(), "不能只是" },
        { [0x61, 0xED, 0xA0, 0x80], "Unicode" }, // half a surrogate pair
        { [0xFF], "Unicode" },
        { [0xC0, 0x80], "Unicode" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_Bytes_TakenOrRefusedInWords(byte[] id, string? word)
    {
        var builder = new RosterBuilder(Schema, 10);
        builder.Begin();
        builder.Id(id);
        builder.Holding("land"u8, "1"u8);
        builder.End();

        Assert.Equal(word is null, builder.Build() is not null);
        Assert.Equal(word is null ? [] : ["invalid_household_id households[0].id"], Shown(builder));
        Assert.All(builder.Problems, problem => Assert.Contains(word!, problem.Message.Zh, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_EveryKindOfFault_AllReportedInOrder()
    {
        var builder = new RosterBuilder(Schema, 10);
        builder.Begin();
        builder.Tag("rich"u8);
        builder.Holding("lands"u8, "1"u8);
        builder.Holding("capital"u8, "1.234"u8);
        builder.End();
        builder.Begin();
        builder.Id("b"u8);
        builder.Id("c"u8);
        builder.Holding("land"u8, "1"u8);
        builder.Holding("land"u8, "2"u8);
        builder.End();

        Assert.Null(builder.Build());
        Assert.Equal(
            [
                "too_many_decimals households[0].holdings.capital",
                "missing_field households[0].id", "unknown_holding households[0].holdings.lands",
                "duplicate_field households[1].id", "duplicate_field households[1].holdings.land",
            ],
            Shown(builder));
    }

    [Fact]
    public void Build_DuplicatesAmongTenThousand_EachNamesBothPlaces()
    {
        var builder = new RosterBuilder(Schema, 20_000);
        for (var household = 0; household < 10_000; household++)
        {
            var id = household switch { 9_000 => 100, 7_777 => 5_000, _ => household };
            State(builder, id.ToString("D4", CultureInfo.InvariantCulture), "1");
        }

        Assert.Null(builder.Build());
        Assert.Equal(["duplicate_household households[9000].id", "duplicate_household households[7777].id"], Shown(builder));
        Assert.Contains("households[100]", builder.Problems[0].Message.En, StringComparison.Ordinal);
        Assert.Contains("households[5000]", builder.Problems[1].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_LimitsOfARoster_EmptyAndTooMany()
    {
        var empty = new RosterBuilder(Schema, 2);
        var full = new RosterBuilder(Schema, 2);
        State(full, "a", "1");
        State(full, "b", "1");

        Assert.False(full.Begin());
        Assert.False(full.Begin());
        Assert.Null(empty.Build());
        Assert.Null(full.Build());
        Assert.Equal(["empty_roster households"], Shown(empty));
        Assert.Equal(["too_many_households households"], Shown(full));
        Assert.True(full.IsFull);
    }

    [Fact]
    public void Problems_MoreThanAHundred_KeptToAHundredAndCounted()
    {
        var builder = new RosterBuilder(Schema, 1000);
        for (var household = 0; household < 150; household++)
        {
            State(builder, "id" + household, "x");
        }

        Assert.Null(builder.Build());
        Assert.Equal((100, 150), (builder.Problems.Count, builder.ProblemCount));
    }

    private static void State(RosterBuilder builder, string id, string land, string? tag = null)
    {
        Assert.True(builder.Begin());
        builder.Holding("land"u8, Encoding.UTF8.GetBytes(land));
        builder.Id(Encoding.UTF8.GetBytes(id));
        if (tag is not null)
        {
            builder.Tag(Encoding.UTF8.GetBytes(tag));
        }

        builder.End();
    }

    private static string CodePoints(string id) =>
        Convert.ToHexString(Encoding.UTF32.GetBytes(id).Chunk(4).SelectMany(rune => rune.Reverse()).ToArray());

    private static IEnumerable<string> Shown(RosterBuilder builder) =>
        builder.Problems.Select(problem => $"{problem.Code} {problem.Field}");
}
