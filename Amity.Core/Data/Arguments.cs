using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Linq.Expressions;
using Dapper;

namespace Amity.Core.Data;

/// <summary>
/// The parameters of a statement: the properties of an object, by name, and whatever is put beside them. A list is for <c>in @ids</c>.
/// Dapper would write lists out with a regular expression at every use, which costs as much as a small query.
/// </summary>
public sealed class Arguments(object? properties) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    private List<(string Name, object? Value)>? _more;

    /// <summary>What Dapper is given: lists of objects, which run a statement once for each, are left to it.</summary>
    public static object? Of(object? args) => args is null or IEnumerable or SqlMapper.IDynamicParameters ? args : new Arguments(args);

    /// <summary>Puts a parameter beside the properties.</summary>
    public Arguments With(string name, object? value)
    {
        (_more ??= []).Add((name, value));
        return this;
    }

    void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        if (command is LightCommand light)
        {
            var parameters = (LightParameters)light.Parameters;
            AddTo(parameters.Add);
        }
        else
        {
            AddTo((name, value) => Add(command, name, value));
        }
    }

    private void AddTo(Action<string, object?> add)
    {
        if (properties is Arguments others)
        {
            others.AddTo(add);
        }
        else if (properties is not null)
        {
            foreach (var property in Known.GetOrAdd(properties.GetType(), Property.AllOf))
            {
                add(property.Name, property.Value(properties));
            }
        }

        foreach (var (name, value) in _more ?? [])
        {
            add(name, value);
        }
    }

    /// <summary>To a command of another provider, such as a test's own.</summary>
    private static void Add(IDbCommand command, string name, object? value)
    {
        if (value is IEnumerable and not string and not byte[])
        {
            throw new NotSupportedException($"The list '{name}' can only be written out by a connection of a Database.");
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private sealed record Property(string Name, Func<object, object?> Value)
    {
        public static Property[] AllOf(Type type) => Array.ConvertAll(
            Array.FindAll(type.GetProperties(), property => property.GetIndexParameters().Length == 0),
            property =>
            {
                var owner = Expression.Parameter(typeof(object));
                var value = Expression.Convert(Expression.Property(Expression.Convert(owner, type), property), typeof(object));
                return new Property(property.Name, Expression.Lambda<Func<object, object?>>(value, owner).Compile());
            });
    }
}
