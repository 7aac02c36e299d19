// A value or an Error. What can fail returns this; exceptions end at the adapters.
#pragma once

#include "core/base/error.h"

#include <cassert>
#include <utility>
#include <variant>

namespace orkestr {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
    Result(ErrorCode code, std::string message) : held_(std::in_place_index<1>, Error{code, std::move(message), {}}) {}

    bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// The value; asking a failed result for it is our own mistake.
    T& value() & { assert(ok()); return *std::get_if<0>(&held_); }
    const T& value() const& { assert(ok()); return *std::get_if<0>(&held_); }
    T&& value() && { assert(ok()); return std::move(*std::get_if<0>(&held_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { assert(!ok()); return *std::get_if<1>(&held_); }
    Error&& error() && { assert(!ok()); return std::move(*std::get_if<1>(&held_)); }

private:
    std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    Result(ErrorCode code, std::string message) : error_(Error{code, std::move(message), {}}) {}

    bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    const Error& error() const& { assert(!ok()); return *error_; }
    Error&& error() && { assert(!ok()); return std::move(*error_); }

private:
    std::optional<Error> error_;
};

} // namespace orkestr
