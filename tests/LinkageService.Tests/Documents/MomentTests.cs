using LinkageService.Documents;

namespace LinkageService.Tests.Documents;

/// <summary>Moments as programs write them.</summary>
public sealed class MomentTests
{
    [Theory]
    [InlineData("2025-12-31T08:00:00Z", "2025-12-31T08:00:00.000000Z")]
    [InlineData("2025-12-31T08:00:00.5Z", "2025-12-31T08:00:00.500000Z")]
    [InlineData("2025-12-31T08:00:00.1234567Z", "2025-12-31T08:00:00.123456Z")]
    [InlineData("2025-12-31T08:00:00.123456999Z", "2025-12-31T08:00:00.123456Z")]
    [InlineData("2025-12-31T16:00:00.999999999+08:00", "2025-12-31T08:00:00.999999Z")]
    public void TryReadMoment_UpToNineDecimals_CutToMicroseconds(string text, string kept)
    {
        Assert.True(Dates.TryReadMoment(text, out var moment));
        Assert.Equal(kept, Dates.MomentText(moment));
    }

    [Theory]
    [InlineData("2025-12-31T08:00:00.1234567891Z")]
    [InlineData("2025-12-31T08:00:00.123456789")]
    [InlineData("2025-12-31T08:00:00.12345678xZ")]
    [InlineData("2025-12-31.123456789")]
    [InlineData("2025-12-31")]
    public void TryReadMoment_NoMoment_Refused(string text) => Assert.False(Dates.TryReadMoment(text, out _));
}
