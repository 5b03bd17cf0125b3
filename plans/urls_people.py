"""Where accounts and roles are looked after."""

from django.urls import path

from plans import views_people as views

urlpatterns = [
    path("accounts/", views.user_list, name="user-list"),
    path("accounts/add/", views.UserAdd.as_view(), name="user-add"),
    path("accounts/<int:pk>/", views.UserChange.as_view(), name="user-change"),
    path("roles/", views.role_list, name="role-list"),
    path("roles/add/", views.RoleAdd.as_view(), name="role-add"),
    path("roles/<int:pk>/", views.RoleChange.as_view(), name="role-change"),
]
