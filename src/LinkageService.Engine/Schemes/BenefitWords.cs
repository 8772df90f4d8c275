using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>The words of benefits that several schemes share, whatever their steps are called.</summary>
public static class BenefitWords
{
    /// <summary>The words of a benefit, or null where the name of its step says more.</summary>
    /// <param name="benefit">As the scheme names it, such as <c>land_dividend</c>.</param>
    public static LocalizedText? Of(string benefit) => benefit switch
    {
        "land_dividend" => new("土地分红", "land dividend"),
        "share_dividend" => new("按股分红", "share dividend"),
        "full_return" => new("全额返还", "full return"),
        "wage" => new("务工收入", "wages"),
        _ => null,
    };
}
