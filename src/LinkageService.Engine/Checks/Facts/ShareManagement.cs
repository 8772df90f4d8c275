namespace LinkageService.Engine.Checks.Facts;

/// <summary>Whether shares follow births and deaths.</summary>
public enum ShareManagement
{
    /// <summary>静态管理: 生不增、死不减, within the household.</summary>
    Static,

    /// <summary>动态管理: adjusted with the members.</summary>
    Dynamic,
}
