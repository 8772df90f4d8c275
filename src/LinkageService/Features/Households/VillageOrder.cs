using System.Runtime.CompilerServices;
using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Households;

/// <summary>Households as a village counts them, while they are read one by one.</summary>
internal static class VillageOrder
{
    /// <summary>So many are kept at once to be put in order; more come as they are read.</summary>
    /// <value>16,384.</value>
    public const int MaxGathered = 16_384;

    /// <summary>Puts them in the order of their numbers (<see cref="MemberNumberOrder"/>), unless there are too many.</summary>
    /// <param name="households">In the order in which they are stored.</param>
    /// <param name="number">The member number of one.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<T> OfAsync<T>(
        IAsyncEnumerable<T> households, Func<T, string> number, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var gathered = new List<T>();
        await using var each = households.GetAsyncEnumerator(cancellation);
        var hasMore = await each.MoveNextAsync();
        for (; hasMore && gathered.Count < MaxGathered; hasMore = await each.MoveNextAsync())
        {
            gathered.Add(each.Current);
        }

        foreach (var household in hasMore ? gathered : gathered.OrderBy(number, MemberNumberOrder.Instance).AsEnumerable())
        {
            yield return household;
        }

        for (; hasMore; hasMore = await each.MoveNextAsync())
        {
            yield return each.Current;
        }
    }
}
