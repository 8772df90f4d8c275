using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;

namespace LinkageService.Engine.Tests.Corrections;

public sealed class CarrySettlementTests
{
    [Theory]
    [InlineData(1000, "a:2023:500", "a:500", 1500)]
    [InlineData(1000, "a:2023:-999", "a:-999", 1)]
    [InlineData(1000, "a:2023:-1000", "a:-1000", 0)]
    [InlineData(1000, "a:2023:-1001", "a:-1000", 0)]
    [InlineData(0, "a:2023:-1", "", 0)]
    [InlineData(0, "a:2023:7", "a:7", 7)]
    [InlineData(100, "b:2024:-80 a:2023:-50", "a:-50 b:-50", 0)]
    [InlineData(100, "b:2023:-80 a:2023:-50", "a:-50 b:-50", 0)]
    [InlineData(100, "b:2024:40 a:2023:-200", "b:40 a:-140", 0)]
    [InlineData(100, "", "", 100)]
    [InlineData(-30, "a:2023:-5 b:2023:10", "b:10", -20)]
    public void Settle_OpenCarry_ArrearsInFullRecoveriesUpToThePay(long total, string open, string wanted, long payable)
    {
        var rows = open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(':'))
            .Select(row => new OpenCarry(
                row[0], int.Parse(row[1], CultureInfo.InvariantCulture), new Money(long.Parse(row[2], CultureInfo.InvariantCulture))));

        var settled = CarrySettlement.Settle(new Money(total), rows);

        Assert.Equal(wanted, string.Join(' ', settled.Select(carry => $"{carry.Correction}:{carry.Amount.Fen}")));
        Assert.Equal(payable, total + settled.Sum(carry => carry.Amount.Fen));
    }
}
