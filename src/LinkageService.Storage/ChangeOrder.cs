namespace LinkageService.Storage;

/// <summary>
/// A list in the order of its changes; of those of one moment the order of ids decides. Written for an index of both, which is read from
/// where the page begins.
/// </summary>
/// <param name="LatestFirst">Whether what changed last comes first.</param>
/// <param name="After">Only what comes after this entry; null for the first page.</param>
public sealed record ChangeOrder(bool LatestFirst, (long At, string Id)? After)
{
    /// <summary>The moment of the entry before the page, for <see cref="Where"/>.</summary>
    public long AfterMoment => After?.At ?? 0;

    /// <summary>The id of the entry before the page, for <see cref="Where"/>.</summary>
    public string AfterId => After?.Id ?? "";

    /// <summary>
    /// The condition that leaves out the pages before, beginning with AND; it wants <c>@AfterMoment</c> and <c>@AfterId</c>.
    /// </summary>
    public string Where(string moment, string id) =>
        After is null ? "" : $" AND ({moment}, {id}) {(LatestFirst ? "<" : ">")} (@AfterMoment, @AfterId)";

    /// <summary>The clause that puts entries in this order, beginning with ORDER BY; the index has both columns in it.</summary>
    public string By(string moment, string id) =>
        LatestFirst ? $" ORDER BY {moment} DESC, {id} DESC" : $" ORDER BY {moment}, {id}";
}
