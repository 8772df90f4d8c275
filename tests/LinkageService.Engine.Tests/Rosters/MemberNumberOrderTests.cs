using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Tests.Rosters;

public class MemberNumberOrderTests
{
    [Fact]
    public void Compare_NumbersAmongText_AsAVillageCountsThem()
    {
        string[] counted =
        [
            "", "1", "02", "2", "3-2", "3-10", "10", "11", "100", "A", "A1", "A01B", "A2", "A10", "一组-9", "一组-10", "一组9", "三组-1",
            "\U00020000", "\U000200001",
        ];
        Assert.Equal(counted, counted.Reverse().Order(MemberNumberOrder.Instance));
        Assert.Null(MemberNumberOrder.Places(counted));
        Assert.Equal<int[]?>([0, 2, 1], MemberNumberOrder.Places(["1", "10", "2"]));
    }

    // A sort may do anything with an order that is none.
    [Fact]
    public void Compare_RandomIds_IsATotalOrder()
    {
        var random = new Random(TestSeed.Value);
        string[] pieces = ["0", "1", "9", "10", "00", "007", "12345678901234567890123", "a", "-", " ", "组", "\U00020000", "\uFFE5"];
        var ids = Enumerable.Range(0, 300)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => pieces[random.Next(pieces.Length)]))).ToArray();
        var sorted = ids.Order(MemberNumberOrder.Instance).ToArray();
        for (var left = 0; left < sorted.Length; left++)
        {
            for (var right = 0; right < sorted.Length; right++)
            {
                var order = Math.Sign(MemberNumberOrder.Instance.Compare(sorted[left], sorted[right]));
                Assert.Equal(sorted[left] == sorted[right] ? 0 : Math.Sign(left - right), order);
            }
        }
    }
}
