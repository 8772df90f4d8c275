namespace LinkageService.Engine.Schemes;

/// <summary>What kind of number the organisation decides.</summary>
public enum ParameterType
{
    /// <summary>A plain number or a quantity of a unit.</summary>
    Number,

    /// <summary>A share of a whole: <c>2%</c>, <c>0.02</c>, <c>1/3</c>, <c>7:3</c> (= 7/10).</summary>
    Rate,

    /// <summary>Yuan, or yuan per unit.</summary>
    Money,

    /// <summary>A part of a proportion, such as the 7 of 7:3.</summary>
    Parts,
}
